import { redirect } from 'next/navigation'
import { SignInNeeded } from '@/components/shell/sign-in-needed'
import { currentPerson } from '@/lib/server/require-person'

type Props = { searchParams: Promise<{ reason?: string | string[] }> }

export default async function Page({ searchParams }: Props) {
  if (await currentPerson()) redirect('/')
  const { reason } = await searchParams
  return <SignInNeeded wasRefused={reason === 'link'} />
}
