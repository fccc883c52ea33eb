import type { ReactNode } from 'react'
import { UnknownCluster } from '@/components/pages/unknown-cluster'
import { ClusterScope } from '@/components/shell/cluster-scope'
import { requireCluster } from '@/lib/server/routes/cluster-page'

type Props = { params: Promise<{ cluster: string }> }

/** A layout is not asked again on the way from screen to screen: each page guards itself, too. */
export default async function Layout({ params, children }: Props & { children: ReactNode }) {
  const { cluster, ...rest } = await requireCluster(params)
  if (!cluster) return <UnknownCluster {...rest} />
  return <ClusterScope cluster={cluster}>{children}</ClusterScope>
}
