import type { ReactNode } from 'react'
import { Logo } from '@/components/ui/logo'
import { PageTitle } from './page-title'

/** A page without a cluster: one message in the middle. */
export function PlainPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="flex min-h-full items-center justify-center bg-bg p-4">
      <PageTitle parts={[title, 'Vivarium']} />
      <div className="flex w-full max-w-lg flex-col gap-3 rounded-md border border-line bg-panel p-6 text-dim [overflow-wrap:anywhere]">
        <div className="flex items-center gap-2.5">
          <Logo />
          <h1 className="text-title font-semibold text-text">{title}</h1>
        </div>
        {children}
      </div>
    </main>
  )
}

export function CommandLine({ children }: { children: string }) {
  return (
    <pre className="rounded-md bg-raise px-3 py-2 text-value whitespace-pre-wrap text-text">
      {children}
    </pre>
  )
}
