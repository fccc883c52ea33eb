import 'server-only'
import type { Cluster } from '@/lib/api/cluster'
import { describeCluster } from '@/lib/server/process/describe-cluster'
import { runtime } from '@/lib/server/process/runtime'
import { requirePerson } from './page-guards'

/** What a page of one cluster is made from; `cluster` is undefined where none has that id. */
export type ClusterPage = {
  readonly id: string
  readonly person: string
  readonly cluster: Cluster | undefined
  readonly clusters: readonly Cluster[]
}

/** Guards a page of the cluster that its address names. */
export async function requireCluster(params: Promise<{ cluster: string }>): Promise<ClusterPage> {
  const { name: person } = await requirePerson()
  const { cluster: id } = await params
  const clusters = runtime().clusters.all().map(describeCluster)
  return { id, person, clusters, cluster: clusters.find((each) => each.id === id) }
}
