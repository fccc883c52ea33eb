import { redirect } from 'next/navigation'
import { NoClusters } from '@/components/pages/no-clusters'
import { runtime } from '@/lib/server/process/runtime'
import { requirePerson } from '@/lib/server/routes/page-guards'

export default async function Page() {
  await requirePerson()
  const [first] = runtime().clusters.all()
  if (first) redirect(`/${first.config.id}/tree`)
  return <NoClusters />
}
