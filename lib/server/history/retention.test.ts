import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type PostgresServer, startPostgres } from '@/e2e/postgres/server'
import type { Place } from '@/lib/server/store/place'
import { type Db, Store } from '@/lib/server/store/store'
import { scratchFolder } from '@/lib/server/testing-history'
import type { ZnodePath } from '@/lib/znode/path'
import { KeepingBounds } from './keeping-bounds'
import { momentOf } from './moment'
import { record } from './record'
import { dropOld, makeRoom } from './retention'
import { seeValue } from './seen-value'
import type { Sighting } from './sighting'

const DAY = 86_400_000
const NOW = Date.UTC(2027, 5, 1)
const MB = 1_000_000
const scope = { include: [], exclude: [], redact: [], maxValueBytes: 65_536, baseline: false }
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

let zxid = 0

/** One more version of a znode, recorded at that time. */
async function recorded(
  store: Store,
  path: string,
  { at, recordedAt = at, text = `value ${zxid} `.repeat(2), kind = 'changed' }: Recording,
) {
  zxid += 1
  const value = seeValue(scope, path as ZnodePath, Buffer.from(text))
  const ledger = { cluster: 'main', era: 0, scope, sealer: store.sealer, now: recordedAt }
  const sighting: Sighting = {
    ...{ path: path as ZnodePath, kind, czxid: '0x1', version: zxid, at },
    zxid: `0x${zxid.toString(16)}`,
    ...(kind === 'deleted' ? {} : { value }),
  }
  await store.use((db) => record(db, ledger, [sighting]))
  return zxid
}

type Recording = {
  readonly at: number
  readonly recordedAt?: number
  readonly text?: string
  readonly kind?: Sighting['kind']
}

async function begun(store: Store, path: string, at: number) {
  const intent = {
    ...{ cluster: 'main', path, op: 'set' as const, person: 'ada', reason: null, step: 0 },
    ...{ attempt: `${path} ${at}`, version: 1, czxid: '0x1', before_zxid: '0x1', session: '0x1' },
    ...{ value_hash: null, session_password: null, started_at: at, outcome: 'applied' as const },
  }
  await store.use((db) => db.insertInto('intent').values(intent).execute())
}

const countOf = (store: Store, table: 'version' | 'intent' | 'content' | 'head') =>
  store.read(
    async (db: Db) =>
      (
        await db
          .selectFrom(table)
          .select('cluster' as never)
          .execute()
      ).length,
  )

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

describe('in a file, by its size', () => {
  const sizeOf = (folder: string) =>
    ['vivarium.db', 'vivarium.db-wal'].reduce(
      (sum, name) => sum + statSync(join(folder, name)).size,
      0,
    )

  test('long names and large values stay within what the disk may be taken of', async () => {
    const folder = newFolder()
    const bytes = 12 * MB
    const store = new Store({ kind: 'file', folder }, { bytes })
    const keeping = boundsOf(store, { bytes })
    const kept = await recorded(store, '/quiet', { at: NOW })
    let largest = 0
    for (let count = 0; count < 150; count++) {
      const path = `/${'n'.repeat(60_000)}${count}`
      await keeping.expect(400_000)
      await recorded(store, path, { at: NOW, text: `${count}`.repeat(10_000), kind: 'created' })
      await recorded(store, path, { at: NOW, kind: 'deleted' })
      largest = Math.max(largest, sizeOf(folder))
    }
    expect(largest).toBeLessThan(bytes)
    expect(largest).toBeGreaterThan(bytes / 2)
    expect((await versionsOf(store))[0]).toBe(kept)
    await store.close()
  }, 60_000)

  test('a bound that is lowered gives the room back', async () => {
    const folder = newFolder()
    const store = new Store({ kind: 'file', folder }, { bytes: 3 * MB })
    const random = () => Array.from({ length: 3_000 }, () => Math.random().toString(36)).join('')
    for (let count = 0; count < 200; count++)
      await recorded(store, `/n${count % 7}`, { at: NOW, text: random() })
    expect(sizeOf(folder)).toBeGreaterThan(5 * MB)
    for (let run = 0; run < 30; run++) await makeRoom(store, 3 * MB)
    expect(sizeOf(folder)).toBeLessThan(3 * MB)
    expect(await store.read((db) => db.selectFrom('head').select('path').execute())).toHaveLength(7)
    await store.close()
  }, 60_000)
})

/** Bounds of a process that just started, with a clock that says that. */
function boundsOf(store: Store, { bytes = 1_000 * MB, wall = NOW, told = [] as string[] } = {}) {
  let now = 0
  const keeping = new KeepingBounds({
    ...{ store, retention: { ms: 90 * DAY, bytes } },
    clocks: { now: () => now, wallClock: () => wall + now },
    tell: {
      dropped: (why) => told.push(why),
      distrusted: (why) => told.push(why),
    },
  })
  return Object.assign(keeping, {
    pass: (ms: number) => {
      for (let left = ms; left > 0; left -= 60_000) {
        now += 60_000
        keeping.clock.look()
      }
    },
  })
}

test.each([
  ['100 days ahead', NOW + 100 * DAY],
  ['100 days behind', NOW - 100 * DAY],
  ['in 1970', 0],
  ['in 2100', Date.UTC(2100, 0, 1)],
])('starts with a clock %s lose nothing, however long they run', async (_, wall) => {
  const store = new Store({ kind: 'file', folder: newFolder() })
  for (let count = 0; count < 21; count++) {
    await recorded(store, '/a', { at: NOW - 2 * DAY })
    await begun(store, `/${count}`, NOW - 2 * DAY)
  }
  const told: string[] = []
  for (let start = 0; start < 3; start++) {
    const keeping = boundsOf(store, { wall, told })
    await keeping.begin()
    await keeping.dropOld()
    await recorded(store, '/b', { at: wall, kind: 'deleted' })
    for (let hour = 0; hour < 30; hour++) {
      keeping.pass(3_600_000)
      await keeping.dropOld()
    }
  }
  expect([...new Set(told)]).toEqual(['young', 'unconfirmed'])
  expect([await countOf(store, 'version'), await countOf(store, 'intent')]).toEqual([22, 21])
  await store.close()
})

test('a clock that is right lets go of what is old after an hour', async () => {
  const store = new Store({ kind: 'file', folder: newFolder() })
  for (let count = 0; count < 20; count++) await recorded(store, '/a', { at: NOW - 100 * DAY })
  await recorded(store, '/a', { at: NOW })
  const told: string[] = []
  const keeping = boundsOf(store, { told })
  await keeping.begin()
  await keeping.dropOld()
  keeping.pass(3_600_000)
  await keeping.dropOld()
  expect(told).toEqual(['young', 'age'])
  expect(await countOf(store, 'version')).toBe(18)
  await store.close()
})

test('moments are in the order of eras and zxids', () => {
  expect(momentOf(0, '0xff') < momentOf(1, '0x1')).toBe(true)
})
