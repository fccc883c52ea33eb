import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PostgresServer, startPostgres } from '@/e2e/postgres/server'
import { Store } from '@/lib/server/store/store'
import { scratchFolder } from '@/lib/server/testing-history'
import type { ZnodePath } from '@/lib/znode/path'
import { type ChangeQuery, listChanges } from './list-changes'
import { listDeleted } from './list-deleted'
import { momentOf } from './moment'
import { type Search, Searches } from './searches'

/** More than one slice of rows, and of paths. */
const ROWS = 13_000
const PATHS = 6_000
const KINDS = ['created', 'changed', 'changed', 'changed', 'acl', 'deleted'] as const

const rows = Array.from({ length: ROWS }, (_, index) => {
  const kind = KINDS[index % KINDS.length] ?? 'changed'
  const isOurs = index % 400 === 0
  const zxid: `0x${string}` = `0x${(100 + Math.floor(index / 3)).toString(16)}`
  return {
    ...{ cluster: 'main', path: pathOf(index), moment: momentOf(0, zxid), key: `${index}`, kind },
    ...{ czxid: kind === 'deleted' && index % 5 === 0 ? null : '0x1', version: index },
    ...{ value: 'none' as const, hash: null, size: 0, aversion: 0, acl: null },
    // The clocks of an ensemble's servers differ.
    ...{ at: 1_000_000 + index * 10 - (index % 7) * 100, recorded_at: 1, away: 0, intent: null },
    ...{ person: isOurs ? 'Ada' : null, reason: isOurs ? `Ticket ${index}` : null, session: null },
  }
})

function pathOf(index: number): ZnodePath {
  const name = (index * 7_919) % PATHS
  return `/area-${name % 10}/node-${name}${name % 1_500 === 7 ? '-rare' : ''}` as ZnodePath
}

const scratch = scratchFolder()
let postgres: PostgresServer
const stores: Store[] = []

async function fill(store: Store): Promise<void> {
  for (let start = 0; start < ROWS; start += 500)
    await store.use((db) =>
      db
        .insertInto('version')
        .values(rows.slice(start, start + 500))
        .execute(),
    )
  const ids = await store.use((db) => db.selectFrom('version').select(['id', 'key']).execute())
  const byKey = new Map(ids.map(({ id, key }) => [key, id]))
  const newest = new Map(rows.map((row) => [row.path, row]))
  const heads = [...newest.values()].map(({ cluster, path, moment, key, kind }) => ({
    ...{ cluster, path, moment, key, version_id: byKey.get(key) ?? 0 },
    gone: kind === 'deleted' ? 1 : 0,
  }))
  for (let start = 0; start < heads.length; start += 500)
    await store.use((db) =>
      db
        .insertInto('head')
        .values(heads.slice(start, start + 500))
        .execute(),
    )
}

beforeAll(async () => {
  postgres = await startPostgres()
  stores.push(
    new Store({ kind: 'file', folder: scratch.folder }),
    new Store({ kind: 'postgres', url: postgres.url }),
  )
  await Promise.all(stores.map(fill))
})

afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()))
  await postgres.stop()
  scratch.remove()
})

const searcher = (party = 'ada', signal = new AbortController().signal) => ({ party, signal })

/** Every clock reading is two seconds later than the one before: each step is the last one. */
function hurried() {
  let now = 0
  return () => {
    now += 2_000
    return now
  }
}

/** What a search should find, by looking at every row. */
function expected(query: ChangeQuery) {
  const has = (text: string | null, part: string | undefined) =>
    part === undefined || (text ?? '').toLowerCase().includes(part.toLowerCase())
  const found = rows.filter((row) => {
    const { path, kind, czxid, person, reason, at } = row
    const told = kind === 'deleted' && czxid === null ? 'vanished' : kind
    const isBelow = (scope: string) => path === scope || path.startsWith(`${scope}/`)
    return (
      (query.path === undefined || path === query.path) &&
      (query.below === undefined || query.below === '/' || isBelow(query.below)) &&
      has(path, query.name) &&
      has(person, query.person) &&
      has(reason, query.reason) &&
      (query.kind === undefined
        ? query.path !== undefined || told !== 'vanished'
        : told === query.kind) &&
      at >= (query.from ?? 0) &&
      at <= (query.to ?? Number.POSITIVE_INFINITY)
    )
  })
  return found.reverse().map(({ version }) => version)
}

const QUERIES: ReadonlyArray<readonly [what: string, query: ChangeQuery]> = [
  ['everything', {}],
  ['a name of few paths', { name: 'RARE' }],
  ['a name of many paths', { name: 'node-1' }],
  ['a name that nothing has', { name: 'zzz' }],
  ['a person', { person: 'ada' }],
  ['a person who is nobody', { person: 'zz' }],
  ['a reason', { reason: 'ticket 4' }],
  ['a kind', { kind: 'acl' }],
  ['what was deleted', { kind: 'deleted' }],
  ['what vanished', { kind: 'vanished' }],
  ['what was created', { kind: 'created' }],
  ['a short time', { from: 1_050_000, to: 1_051_000 }],
  ['a time before everything', { from: 1, to: 2 }],
  ['a time with most of it', { from: 1_010_000 }],
  ['one znode', { path: pathOf(77) }],
  ['deletions of one znode', { path: pathOf(77), kind: 'deleted' }],
  ['a small subtree', { below: '/area-3/node-3' as ZnodePath }],
  ['a large subtree', { below: '/area-3' as ZnodePath, name: '9' }],
  ['all at once', { below: '/area-0' as ZnodePath, person: 'a', reason: 't', name: 'node' }],
]

/** Of them a page or two is like the next. */
const LARGE: ReadonlySet<string> = new Set(['everything', 'a time with most of it'])

describe.each([
  ['a file', 0],
  ['PostgreSQL', 1],
])('in %s', (_, index) => {
  const storeOf = () => stores[index] ?? never()

  async function all(searches: Searches, query: ChangeQuery) {
    const found: Array<number | null> = []
    let pages = 0
    for (let cursor: string | undefined; ; ) {
      const asked = { limit: 200, ...query, ...(cursor && { cursor }) }
      const page = await searches.run(searcher(), (search) => listChanges(search, 'main', asked))
      found.push(...page.changes.map(({ version }) => version))
      pages += 1
      if (page.next === null) return { found, pages }
      expect(page.next).not.toBe(cursor)
      cursor = page.next
    }
  }

  test.each(QUERIES.filter(([what]) => !LARGE.has(what)))(
    'a search for %s finds what is there, newest first',
    async (_what, query) => {
      const { found } = await all(new Searches(storeOf(), () => 0), query)
      expect(found).toEqual(expected(query))
    },
  )

  test.each(QUERIES)(
    'one for %s whose time is over goes on from where it came to',
    async (_what, query) => {
      const { found } = await all(new Searches(storeOf(), hurried()), query)
      expect(found).toEqual(expected(query))
    },
  )

  test('one whose time is over says how far back it looked', async () => {
    const searches = new Searches(storeOf(), hurried())
    const page = await searches.run(searcher(), (search) =>
      listChanges(search, 'main', { to: 1_060_000 }),
    )
    expect(page).toMatchObject({ changes: [], next: expect.any(String) })
    expect(page.searchedTo).toBeGreaterThan(1_080_000)
    expect(page.searchedTo).toBeLessThan(1_100_000)
  })

  test('what is gone is found by name and subtree, whatever time there is', async () => {
    for (const query of [{}, { name: '99' }, { below: '/area-4' as ZnodePath }]) {
      const paths: string[] = []
      for (let after: ZnodePath | undefined; ; ) {
        const asked = { ...query, ...(after && { after }) }
        const searches = new Searches(storeOf(), hurried())
        const page = await searches.run(searcher(), (search) => listDeleted(search, 'main', asked))
        paths.push(...page.deleted.map(({ change }) => change.path))
        if (page.next === null) break
        after = page.next
      }
      const last = new Map(rows.map((row) => [row.path, row]))
      const gone = [...last.values()].filter(({ kind, czxid }) => kind === 'deleted' && czxid)
      const wanted = gone
        .map(({ path }) => path)
        .filter((path) => path.includes('99') || !('name' in query))
        .filter((path) => path.startsWith('/area-4/') || !('below' in query))
      expect(paths).toEqual(wanted.sort())
    }
  })
})

const slow = (search: Search) => listChanges(search, 'main', { to: 1_060_000 })

test('steps of searches are taken in turns, and a small read waits for none of them', async () => {
  const store = stores[0] ?? never()
  const searches = new Searches(store, () => 0)
  const order: string[] = []
  const going = ['a', 'b', 'c'].map((party) =>
    searches.run(searcher(party), async ({ step }) => {
      for (let count = 0; count < 3; count++) {
        await step(async () => undefined)
        order.push(party)
      }
    }),
  )
  await Promise.all(going)
  expect(order).toEqual(['a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c'])
})

test('of one session one search runs at a time, and no crowd of them waits', async () => {
  const searches = new Searches(stores[0] ?? never(), () => 0)
  let running = 0
  const one = () =>
    searches.run(searcher(), async (search) => {
      running += 1
      expect(running).toBe(1)
      await slow(search)
      running -= 1
    })
  const asked = Array.from({ length: 20 }, () =>
    one().then(
      () => 'done',
      (error) => error.code,
    ),
  )
  const codes = await Promise.all(asked)
  expect(codes).toEqual([...codes].sort())
  expect(new Set(codes)).toEqual(new Set(['done', 'too-many']))
  await one()
})

test('whoever left searches no more', async () => {
  const searches = new Searches(stores[0] ?? never(), () => 0)
  const leaving = new AbortController()
  let steps = 0
  const counted = ({ step, ...search }: Search): Search => ({
    ...search,
    step: (ask) => {
      steps += 1
      if (steps === 3) leaving.abort()
      return step(ask)
    },
  })
  await searches.run(searcher('b', leaving.signal), (search) =>
    listChanges(counted(search), 'main', { to: 1_060_000 }),
  )
  expect(steps).toBeLessThan(6)
})

test('a page ends at a megabyte, and the next one goes on', async () => {
  const store = stores[0] ?? never()
  const long = Array.from({ length: 30 }, (_, index) => ({
    ...(rows[0] ?? never()),
    ...{ cluster: 'long', path: `/${'x'.repeat(60_000)}${index}`, key: `${index}` },
  }))
  await store.use((db) => db.insertInto('version').values(long).execute())
  const searches = new Searches(store, () => 0)
  const sizes: number[] = []
  let count = 0
  for (let cursor: string | undefined; ; ) {
    const asked = { limit: 200, ...(cursor && { cursor }) }
    const page = await searches.run(searcher(), (search) => listChanges(search, 'long', asked))
    sizes.push(JSON.stringify(page).length)
    count += page.changes.length
    if (page.next === null) break
    cursor = page.next
  }
  expect([sizes.length, count]).toEqual([2, 30])
  expect(Math.max(...sizes)).toBeLessThan(1_010_000)
})

function never(): never {
  throw new Error('there is none')
}
