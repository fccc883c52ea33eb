import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { readCookies } from '@/lib/server/access/cookie'
import type { Person } from '@/lib/server/access/person'
import { runtime } from '@/lib/server/process/runtime'

/** The person who asks for a page; undefined when nobody is signed in or the host is not ours. */
export async function currentPerson(): Promise<Person | undefined> {
  const { originOf, port, sessions } = runtime().site
  const asked = await headers()
  const origin = originOf(asked.get('host'))
  if (origin === undefined) return undefined
  return sessions.recogniseAny(readCookies(asked.get('cookie'), { port, origin }))?.person
}

/** Guards a page: the person who asks for it, or the way to where one is told how to sign in. */
export async function requirePerson(): Promise<Person> {
  return (await currentPerson()) ?? redirect('/signed-out')
}
