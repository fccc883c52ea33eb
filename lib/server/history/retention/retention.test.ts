import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type PostgresServer, startPostgres } from '@/e2e/postgres/server'
import { momentOf } from '@/lib/server/history/rows/change-position'
import type { Place } from '@/lib/server/store/database/place'
import { Store } from '@/lib/server/store/store'
import { scratchFolder } from '@/lib/server/testing/history'
import { begun, countOf, recorded } from '@/lib/server/testing/record'
import { dropOld } from './retention'

const DAY = 86_400_000
const NOW = Date.UTC(2027, 5, 1)
const scratches: Array<ReturnType<typeof scratchFolder>> = []
let postgres: PostgresServer

beforeAll(async () => {
  postgres = await startPostgres()
})

afterAll(async () => {
  await postgres.stop()
  for (const { remove } of scratches) remove()
})

function newFolder(): string {
  const scratch = scratchFolder()
  scratches.push(scratch)
  return scratch.folder
}

const versionsOf = (store: Store) =>
  store.read(async (db) => {
    const rows = await db.selectFrom('version').select('version').orderBy('id').execute()
    return rows.map(({ version }) => version)
  })

const PLACES = [
  ['a file', (): Place => ({ kind: 'file', folder: newFolder() })],
  ['PostgreSQL', (): Place => ({ kind: 'postgres', url: postgres.url })],
] as const

describe.each(PLACES)('in %s', (_, placeOf) => {
  let store: Store

  beforeEach(async () => {
    store = new Store(placeOf())
    await store.use(async (db) => {
      for (const table of ['version', 'head', 'content', 'intent'] as const)
        await db.deleteFrom(table).execute()
    })
    return () => store.close()
  })

  const aging = { notBefore: NOW - 90 * DAY, now: NOW }

  test('what is too old goes, a tenth at a time, but never what is there now', async () => {
    for (let count = 0; count < 20; count++) await recorded(store, '/a', { at: NOW - 100 * DAY })
    const newest = await recorded(store, '/a', { at: NOW - 95 * DAY })
    await recorded(store, '/gone', { at: NOW - 99 * DAY, kind: 'deleted' })
    const recent = await recorded(store, '/b', { at: NOW - DAY })
    const dropped: number[] = []
    for (let run = 0; run < 20; run++) dropped.push((await dropOld(store, aging)).versions)
    expect(dropped.slice(0, 2)).toEqual([3, 2])
    expect(dropped.at(-1)).toBe(0)
    expect(await versionsOf(store)).toEqual([newest, recent])
    const heads = await store.read((db) => db.selectFrom('head').select('path').execute())
    expect(heads.map(({ path }) => path).sort()).toEqual(['/a', '/b'])
    expect(
      await store.read((db) => db.selectFrom('content').select('hash').execute()),
    ).toHaveLength(2)
  })

  test.each([
    ['in 1970', 0],
    ['in 1970, for the first rows', 0, true],
    ['in 2100', Date.UTC(2100, 0, 1)],
    ['100 days behind', NOW - 101 * DAY],
    ['100 days ahead', NOW + 99 * DAY],
  ])(
    'what a clock dated wrong, %s, is not taken for old',
    async (_what, wrong, isFirst = false) => {
      const right = NOW - DAY
      if (!isFirst) await recorded(store, '/x', { at: right })
      for (let count = 0; count < 5; count++)
        await recorded(store, '/x', { at: wrong, recordedAt: wrong, kind: 'deleted' })
      for (let count = 0; count < 5; count++)
        await recorded(store, '/x', { at: right, recordedAt: wrong })
      await recorded(store, '/x', { at: right })
      const before = await countOf(store, 'version')
      for (let run = 0; run < 12; run++) await dropOld(store, aging)
      expect(await countOf(store, 'version')).toBe(before)
    },
  )

  test('who did what is kept by a rule of its own', async () => {
    await recorded(store, '/a', { at: NOW })
    for (let count = 0; count < 10; count++) await begun(store, `/old-${count}`, NOW - 401 * DAY)
    for (let count = 0; count < 10; count++) await begun(store, `/kept-${count}`, NOW - 300 * DAY)
    expect(await dropOld(store, aging)).toEqual({ versions: 0, intents: 2 })
    for (let run = 0; run < 20; run++) await dropOld(store, aging)
    expect(await countOf(store, 'intent')).toBe(10)
  })

  test('a value that is recorded again at this moment stays', async () => {
    await recorded(store, '/old', { at: NOW - 100 * DAY, text: 'shared' })
    await recorded(store, '/old', { at: NOW - 100 * DAY, text: 'other' })
    await recorded(store, '/new', { at: NOW, text: 'shared' })
    for (let run = 0; run < 3; run++) await dropOld(store, aging)
    const kept = await store.read((db) => db.selectFrom('content').select('hash').execute())
    expect(kept).toHaveLength(2)
  })
})

test('moments are in the order of eras and zxids', () => {
  expect(momentOf(0, '0xff') < momentOf(1, '0x1')).toBe(true)
})
