import { redirect } from 'next/navigation'
import { SignInNeeded } from '@/components/shell/sign-in-needed'
import { currentPerson } from '@/lib/server/require-person'

export default async function Page() {
  if (await currentPerson()) redirect('/')
  return <SignInNeeded />
}
