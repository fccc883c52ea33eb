import { listClusters } from '@/lib/api/cluster'
import { describeCluster } from '@/lib/server/live/describe-cluster'
import { route } from '@/lib/server/route'
import { runtime } from '@/lib/server/runtime'

export const GET = route(listClusters, () => ({
  clusters: runtime().clusters.all().map(describeCluster),
}))
