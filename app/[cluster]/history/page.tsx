import { HistoryScreen } from '@/components/history/history-screen'
import { UnknownCluster } from '@/components/shell/unknown-cluster'
import { requireCluster } from '@/lib/server/require-cluster'

export default async function Page({ params }: { params: Promise<{ cluster: string }> }) {
  const { cluster, ...rest } = await requireCluster(params)
  return cluster ? <HistoryScreen {...rest} cluster={cluster} /> : <UnknownCluster {...rest} />
}
