import type { Metadata } from 'next'
import type { ReactNode } from 'react'

type Props = { params: Promise<{ cluster: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${(await params).cluster} · Vivarium` }
}

export default function Layout({ children }: { children: ReactNode }) {
  return children
}
