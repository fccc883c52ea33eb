import type { Metadata } from 'next'
import { HistoryScreen } from '@/components/history/history-screen'
import { UnknownCluster } from '@/components/shell/unknown-cluster'
import { describeCluster } from '@/lib/server/live/describe-cluster'
import { requirePerson } from '@/lib/server/require-person'
import { runtime } from '@/lib/server/runtime'

type Props = { params: Promise<{ cluster: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${(await params).cluster} · Vivarium` }
}

export default async function Page({ params }: Props) {
  const person = await requirePerson()
  const { cluster: id } = await params
  const clusters = runtime().clusters.all().map(describeCluster)
  const cluster = clusters.find((each) => each.id === id)
  if (!cluster) return <UnknownCluster id={id} clusters={clusters} />
  return <HistoryScreen cluster={cluster} clusters={clusters} person={person.name} />
}
