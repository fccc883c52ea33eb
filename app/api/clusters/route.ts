import { listClusters } from '@/lib/api/cluster'
import { describeCluster } from '@/lib/server/process/describe-cluster'
import { runtime } from '@/lib/server/process/runtime'
import { route } from '@/lib/server/routes/cluster-route'

export const GET = route(listClusters, () => ({
  clusters: runtime().clusters.all().map(describeCluster),
}))
