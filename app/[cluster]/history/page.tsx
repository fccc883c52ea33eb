import { HistoryScreen } from '@/components/screens/history-screen'
import { requireCluster } from '@/lib/server/routes/cluster-page'

export default async function Page({ params }: { params: Promise<{ cluster: string }> }) {
  const { clusters, person } = await requireCluster(params)
  return <HistoryScreen clusters={clusters} person={person} />
}
