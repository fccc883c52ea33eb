import { redirect } from 'next/navigation'
import { SignInNeeded } from '@/components/pages/sign-in-needed'
import { currentPerson } from '@/lib/server/routes/page-guards'

export default async function Page({ searchParams }: PageProps<'/signed-out'>) {
  if (await currentPerson()) redirect('/')
  const { left } = await searchParams
  return <SignInNeeded hasLeft={left !== undefined} />
}
