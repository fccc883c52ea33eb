import { HistoryScreen } from '@/components/history/history-screen'
import { requireCluster } from '@/lib/server/require-cluster'

export default async function Page({ params }: { params: Promise<{ cluster: string }> }) {
  const { clusters, person } = await requireCluster(params)
  return <HistoryScreen clusters={clusters} person={person} />
}
