import { randomUUID } from 'node:crypto'
import type { SignedInServer } from '@/bench/product/measured-server'

type Person = Pick<SignedInServer, 'origin' | 'cookie'>

/** What one person asks for while another reads. */
export type PersonsLoad = {
  readonly name: string
  readonly run: (person: Person) => Promise<void>
}

/** Values without an end to their check: 1 MB of objects that have to be unique. */
const UNIQUE = JSON.stringify(
  Array.from({ length: 30_000 }, (_, id) => ({ id, name: `instance ${id}` })),
)
const PATHS = Array.from({ length: 1_000 }, (_, index) => `/small/n-${index}`)

export const LOADS: readonly PersonsLoad[] = [
  { name: 'nobody', run: () => Promise.resolve() },
  {
    name: 'six checks of 1 MB of unique items',
    run: (person) => times(6, () => post(person, 'check', { path: '/small', text: UNIQUE })),
  },
  {
    name: '150 parallel requests for 1,000 stats',
    run: (person) => times(150, () => post(person, 'stats', { paths: PATHS })),
  },
  {
    name: 'ten listings of 68 MB',
    run: (person) => times(10, () => get(person, 'children?path=%2Flong')),
  },
  {
    name: 'twenty listings of 250,000 names',
    run: (person) => times(20, () => get(person, 'children?path=%2Fwide')),
  },
  {
    name: 'sixteen hostile bodies of 2 MB',
    run: (person) =>
      times(16, () => post(person, 'stats', `{"paths":[${'0,'.repeat(1_000_000)}0]}`)),
  },
]

async function times(count: number, act: () => Promise<unknown>): Promise<void> {
  await Promise.all(Array.from({ length: count }, act))
}

async function get({ origin, cookie }: Person, what: string): Promise<void> {
  const answer = await fetch(`${origin}/api/clusters/main/${what}`, { headers: { cookie } })
  await answer.arrayBuffer()
}

/** As a browser of ours would; what is refused for now is not asked again. */
async function post({ origin, cookie }: Person, what: string, body: unknown): Promise<void> {
  const answer = await fetch(`${origin}/api/clusters/main/${what}`, {
    method: 'POST',
    headers: {
      cookie,
      origin,
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
      'x-request-id': randomUUID(),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  await answer.arrayBuffer()
}
