import { cookies } from 'next/headers'
import { Explorer } from '@/components/shell/explorer'
import { PANES_COOKIE, parsePanes } from '@/components/shell/preferences'
import { requireCluster } from '@/lib/server/require-cluster'

export default async function Page({ params }: { params: Promise<{ cluster: string }> }) {
  const { clusters, person } = await requireCluster(params)
  const layout = parsePanes((await cookies()).get(PANES_COOKIE)?.value)
  return <Explorer clusters={clusters} person={person} layout={layout} />
}
