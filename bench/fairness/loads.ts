import { randomUUID } from 'node:crypto'
import type { SignedInServer } from '@/bench/product/measured-server'
import { LARGE, LONG, MANY_LONG, SMALL, WIDE } from './crowded-tree'
import type { Load } from './measure-loads'

type Person = Pick<SignedInServer, 'origin' | 'cookie'>

/** Values without an end to their check: 1 MB of objects that have to be unique. */
const UNIQUE = JSON.stringify(
  Array.from({ length: 30_000 }, (_, id) => ({ id, name: `instance ${id}` })),
)
/** What a pattern that tries again and again reads in exponential time. */
const REPEATED = JSON.stringify([`${'a'.repeat(1_000_000)}!`])
const PATHS = Array.from({ length: 1_000 }, (_, index) => `${SMALL}/n-${index}`)

/** As many entries of an ACL as a body may have values for: all of them wrong, or only the last. */
const WRONG_ACL = Array.from({ length: 3_300 }, () => ({ scheme: 1, id: 2 }))
const LATE_WRONG_ACL = [
  ...Array.from({ length: 1_650 }, (_, index) => ({
    ...{ scheme: 'digest', id: `person-${index}:x`, permissions: ['read', 'write'] },
  })),
  { scheme: 1 },
]

const zeros = (count: number) => `{"paths":[${'0,'.repeat(count)}0]}`

/** What one person asks for, all at once, while another reads. */
export function loadsOf(person: Person): Load[] {
  const get = (what: string) => () => ask(person, what)
  const post = (what: string, body: unknown) => () => tell(person, `main/${what}`, body)
  const list = (path: string) => get(`main/children?path=${encodeURIComponent(path)}`)
  const read = (path: string) => get(`main/znode?path=${encodeURIComponent(path)}`)
  const check = (text: string) => post('check', { path: SMALL, text })
  const create = (acl: unknown) => post('znode', { path: `${SMALL}/refused`, data: null, acl })
  const load = (name: string, count: number, act: () => Promise<void>) => ({
    name,
    // What is cut off is refused, too.
    run: async () => void (await Promise.allSettled(Array.from({ length: count }, act))),
  })
  return [
    load('six checks of 1 MB of unique items', 6, check(UNIQUE)),
    load('six checks of 1 MB by a hostile pattern', 6, check(REPEATED)),
    load('150 requests for 1,000 stats', 150, post('stats', { paths: PATHS })),
    load('200 reads of a small znode', 200, read(SMALL)),
    load('forty reads of a value of 1 MB', 40, read(LARGE)),
    load('ten listings of 68 MB, 70 names', 10, list(LONG)),
    load('ten listings of 60 MB, 100,000 names', 10, list(MANY_LONG)),
    load('twenty listings of 250,000 names', 20, list(WIDE)),
    load('sixteen bodies of a million zeros', 16, post('stats', zeros(1_000_000))),
    load('forty bodies of 9,000 zeros', 40, post('stats', zeros(9_000))),
    load('forty creates with 3,300 wrong ACL entries', 40, create(WRONG_ACL)),
    load('forty creates with a wrong ACL entry after 1,650 right ones', 40, create(LATE_WRONG_ACL)),
    load('six questions for watchers, 30 MB each', 6, () =>
      tell(person, 'words/watchers', { path: SMALL }),
    ),
  ]
}

async function ask({ origin, cookie }: Person, what: string): Promise<void> {
  const answer = await fetch(`${origin}/api/clusters/${what}`, { headers: { cookie } })
  await answer.arrayBuffer()
}

/** As a browser of ours would; what is refused for now is not asked again. */
async function tell({ origin, cookie }: Person, what: string, body: unknown): Promise<void> {
  const answer = await fetch(`${origin}/api/clusters/${what}`, {
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
