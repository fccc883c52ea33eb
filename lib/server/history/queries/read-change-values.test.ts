import { afterAll, beforeAll, expect, test } from 'vitest'
import { packAcl } from '@/lib/server/history/rows/content'
import { Store } from '@/lib/server/store/store'
import { scratchFolder } from '@/lib/server/testing/history'
import { recorded } from '@/lib/server/testing/record'
import type { AclEntry } from '@/lib/znode/acl'
import type { ZnodePath } from '@/lib/znode/path'
import { readChangeValues } from './read-change-values'

const OPEN = { scheme: 'ip', permissions: ['read'] } as const

const scratch = scratchFolder()
const store = new Store({ kind: 'file', folder: scratch.folder })
const ids = new Map<string, number>()

beforeAll(async () => {
  const at = { at: 1_000 }
  await recorded(store, '/a', { ...at, kind: 'created', text: 'one' })
  for (const text of ['two', 'three', 'x'.repeat(65_536), 'y'.repeat(65_537), 'four'])
    await recorded(store, '/a', { ...at, text })
  await recorded(store, '/a', { ...at, kind: 'deleted' })
  await recorded(store, '/b', { ...at, text: 'first' })
  await recorded(store, '/long', { ...at, text: 'x'.repeat(70_000) })
  const all = Array.from({ length: 40 }, (_, index) => `${index}${'y'.repeat(60_000)}`)
  for (const text of all) await recorded(store, '/many', { ...at, text })
  const rows = await store.use((db) =>
    db.selectFrom('version').select(['id', 'path']).orderBy('moment').execute(),
  )
  for (const [index, { id, path }] of rows.entries()) ids.set(`${path} ${index}`, id)
})

afterAll(async () => {
  await store.close()
  scratch.remove()
})

const idsOf = (path: string) =>
  [...ids].filter(([key]) => key.startsWith(`${path} `)).map(([, id]) => id)

type Asking = { readonly cluster?: string; readonly sees?: (path: ZnodePath) => boolean }

const compare = (of: string[], { cluster = 'main', sees = () => true }: Asking = {}) =>
  store.read((db) => readChangeValues(db, cluster, { of, sealer: store.sealer, sees }))

async function values(of: string[]) {
  const { compared } = await compare(of)
  return compared.map(({ before, after }) =>
    [before, after].map(({ state, size, data }) =>
      state === 'kept' ? Buffer.from(data ?? '', 'base64').toString() : `${state} ${size}`,
    ),
  )
}

test('each change is told with the values before and after it, a run as one', async () => {
  const [created, second, third] = idsOf('/a')
  expect(await values([`${created}`, `${second}`, `${third}-${second}`])).toEqual([
    ['absent null', 'one'],
    ['one', 'two'],
    ['one', 'three'],
  ])
})

test('what is long, gone, too large or was never recorded is said as such', async () => {
  const [, , , longest, long, after, deleted] = idsOf('/a')
  const of = [longest, long, after, deleted, idsOf('/b')[0]].map(String)
  expect(await values(of)).toEqual([
    ['three', 'x'.repeat(65_536)],
    ['x'.repeat(65_536), 'too-large 65537'],
    ['too-large 65537', 'four'],
    ['four', 'absent null'],
    ['unknown null', 'first'],
  ])
  expect(await values([`${idsOf('/long')[0]}`])).toEqual([['unknown null', 'too-large 70000']])
})

test('an answer holds a megabyte of values, however many are asked for: those of eight long changes', async () => {
  const found = await values(idsOf('/many').slice(1, 21).map(String))
  expect(found).toHaveLength(20)
  expect(found.flat().join('').length).toBeLessThan(1_048_576 + 40 * 20)
  expect(found.slice(0, 8).flat().join('')).not.toContain('long')
  expect(found.at(-1)).toEqual([expect.stringMatching(/^long/), expect.stringMatching(/^long/)])
})

test('an ACL is told where it is short: a person gives a znode one of a megabyte', async () => {
  const entries = (count: number): AclEntry[] =>
    Array.from({ length: count }, (_, index) => ({ ...OPEN, id: `10.0.0.${index}` }))
  const { sealer } = store
  for (const [aversion, count] of [1, 2, 2_000, 3].entries()) {
    const acl = { aversion, content: packAcl(entries(count), sealer) }
    await recorded(store, '/acl', { at: 1_000, kind: 'acl', acl })
  }
  const rows = await store.use((db) =>
    db.selectFrom('version').select('id').where('path', '=', '/acl').orderBy('moment').execute(),
  )
  const of = rows.map(({ id }) => `${id}`)
  const { compared } = await compare(of)
  const counts = compared.map(({ acl }) => acl && [acl.before?.length, acl.after?.length])
  expect(counts).toEqual([[undefined, 1], [1, 2], null, null])
})

test('a change of another cluster, of no cluster, or two of different znodes are not told', async () => {
  const [a] = idsOf('/a')
  const [b] = idsOf('/b')
  expect(await values(['999999999', `${a}-${b}`])).toEqual([])
  const other = await compare([`${a}`], { cluster: 'other' })
  expect(other.compared).toEqual([])
})

test('a run whose oldest change is no longer kept is not told as its newest alone', async () => {
  const [, second] = idsOf('/a')
  expect(await values([`${second}-999999999`, `999999999-${second}`, `${second}`])).toEqual([
    ['one', 'two'],
  ])
})

test('a change of a znode that its reader may not read is not told', async () => {
  const [a] = idsOf('/a')
  const [b] = idsOf('/b')
  const { compared } = await compare([`${a}`, `${b}`], { sees: (path) => path !== '/a' })
  expect(compared.map(({ of }) => of)).toEqual([`${b}`])
})
