import { SignIn } from '@/components/pages/sign-in'

/** Where the sign-in link leads, from a terminal or a chat; what signs in is the button. */
export default function Page() {
  return <SignIn />
}
