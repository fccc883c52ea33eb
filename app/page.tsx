import { redirect } from 'next/navigation'
import { NoClusters } from '@/components/shell/no-clusters'
import { requirePerson } from '@/lib/server/require-person'
import { runtime } from '@/lib/server/runtime'

export default async function Page() {
  await requirePerson()
  const [first] = runtime().clusters.all()
  if (first) redirect(`/${first.config.id}/tree`)
  return <NoClusters />
}
