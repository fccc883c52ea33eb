import { cookies } from 'next/headers'
import { Explorer } from '@/components/shell/explorer'
import { PANES_COOKIE, parsePanes } from '@/components/shell/preferences'
import { UnknownCluster } from '@/components/shell/unknown-cluster'
import { requireCluster } from '@/lib/server/require-cluster'

export default async function Page({ params }: { params: Promise<{ cluster: string }> }) {
  const { cluster, ...rest } = await requireCluster(params)
  if (!cluster) return <UnknownCluster {...rest} />
  const layout = parsePanes((await cookies()).get(PANES_COOKIE)?.value)
  return <Explorer {...rest} cluster={cluster} layout={layout} />
}
