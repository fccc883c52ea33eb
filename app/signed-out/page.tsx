import { redirect } from 'next/navigation'
import { SignInNeeded } from '@/components/shell/sign-in-needed'
import { currentPerson } from '@/lib/server/require-person'

export default async function Page({ searchParams }: PageProps<'/signed-out'>) {
  if (await currentPerson()) redirect('/')
  const { left } = await searchParams
  return <SignInNeeded hasLeft={left !== undefined} />
}
