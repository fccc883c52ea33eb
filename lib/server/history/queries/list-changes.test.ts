import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PostgresServer, startPostgres } from '@/e2e/postgres/server'
import { momentOf } from '@/lib/server/history/rows/change-position'
import { Store } from '@/lib/server/store/store'
import { fill, pathOf, rows } from '@/lib/server/testing/changes'
import { scratchFolder } from '@/lib/server/testing/history'
import type { ZnodePath } from '@/lib/znode/path'
import { listChanges } from './list-changes'
import { listDeleted } from './list-deleted'
import type { ChangeQuery } from './narrow-search'
import { Searches } from './searches'

const scratch = scratchFolder()
let postgres: PostgresServer
const stores: Store[] = []

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

const searcher = () => ({ party: 'ada', signal: new AbortController().signal })

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
      (!query.people || person !== null) &&
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
  ['what people did', { people: true }],
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

  test('what programs write every few seconds is a row each, and buries nothing', async () => {
    const cluster = 'noisy'
    const noisy = Array.from({ length: 1_800 }, (_, count) => ({
      ...(rows[1] ?? never()),
      ...{ cluster, path: `/status-${count % 2}`, key: `${count}`, version: count >> 1 },
      ...{ moment: momentOf(0, `0x${(1_000 + count).toString(16)}`), at: count * 1_000 },
      ...{ kind: 'changed' as const, person: null, reason: null },
    }))
    const edit = { ...(noisy[9] ?? never()), path: '/config', key: 'edit', person: 'Ada' }
    for (let start = 0; start < noisy.length; start += 450)
      await storeOf().use((db) =>
        db
          .insertInto('version')
          .values([...noisy.slice(start, start + 450), ...(start === 0 ? [edit] : [])])
          .execute(),
      )
    const searches = new Searches(storeOf(), () => 0)
    const asked = { limit: 10, runs: true }
    const { changes, runs, next } = await searches.run(searcher(), (search) =>
      listChanges(search, cluster, asked),
    )
    expect(changes.map(({ path }) => path)).toEqual(['/status-1', '/status-0', '/config'])
    expect(runs.map(({ count, since }) => [count, since])).toEqual([
      [900, 1_000],
      [900, 0],
    ])
    expect(next).toBeNull()
    const cursor = runs[0]?.cursor ?? ''
    const query = { path: '/status-1' as ZnodePath, cursor, limit: 200 }
    const members = await searches.run(searcher(), (search) => listChanges(search, cluster, query))
    expect(members.changes[0]?.id).toBe(changes[0]?.id)
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
