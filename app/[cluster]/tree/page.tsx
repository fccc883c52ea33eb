import { cookies } from 'next/headers'
import { PANES_COOKIE, parsePanes } from '@/components/preferences/preferences'
import { Explorer } from '@/components/screens/explorer'
import { requireCluster } from '@/lib/server/routes/cluster-page'

export default async function Page({ params }: { params: Promise<{ cluster: string }> }) {
  const { clusters, person } = await requireCluster(params)
  const layout = parsePanes((await cookies()).get(PANES_COOKIE)?.value)
  return <Explorer clusters={clusters} person={person} layout={layout} />
}
