import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PostgresServer, startPostgres } from '@/e2e/postgres/server'
import type { Place } from '@/lib/server/store/place'
import { type Db, Store } from '@/lib/server/store/store'
import { scratchFolder } from '@/lib/server/testing-history'
import type { ZnodePath } from '@/lib/znode/path'
import { record } from './record'
import { prune } from './retention'
import type { Sighting } from './sighting'

const DAY = 86_400_000
const NOW = 1_000 * DAY
const scope = { include: [], exclude: [], redact: [], maxValueBytes: 65_536, baseline: false }
const scratch = scratchFolder()
let postgres: PostgresServer

beforeAll(async () => {
  postgres = await startPostgres()
})

afterAll(async () => {
  await postgres.stop()
  scratch.remove()
})

let zxid = 0

/** One more version of a znode, recorded so many days ago. */
async function recorded(db: Db, path: string, daysAgo: number, kind: Sighting['kind'] = 'changed') {
  zxid += 1
  const at = NOW - daysAgo * DAY
  const data = kind === 'deleted' ? {} : { data: Buffer.from(`value ${zxid} `.repeat(2)) }
  const ledger = { cluster: 'main', era: 0, scope, now: at }
  const sighting: Sighting = {
    ...{ path: path as ZnodePath, kind, czxid: '0x1', version: zxid, at, ...data },
    zxid: `0x${zxid.toString(16)}`,
  }
  await record(db, ledger, [sighting])
  return zxid
}

const PLACES = [
  ['a file', (): Place => ({ kind: 'file', folder: scratch.folder })],
  ['PostgreSQL', (): Place => ({ kind: 'postgres', url: postgres.url })],
] as const

describe.each(PLACES)('in %s', (_, placeOf) => {
  test('what is too old goes, but never the newest version of a znode that is there', async () => {
    const store = new Store(placeOf())
    const kept = await store.use(async (db) => {
      await recorded(db, '/a', 100)
      const newest = await recorded(db, '/a', 95)
      await recorded(db, '/gone', 100)
      await recorded(db, '/gone', 99, 'deleted')
      const recent = await recorded(db, '/b', 1)
      return [newest, recent]
    })
    const bounds = { notBefore: NOW - 90 * DAY, bytes: 1_000_000, now: NOW }
    await prune((work) => store.use(work), bounds)
    const left = await store.use((db) =>
      db.selectFrom('version').select('version').orderBy('moment').execute(),
    )
    expect(left.map(({ version }) => version)).toEqual(kept)
    const rows = await store.use((db) => db.selectFrom('content').select('hash').execute())
    expect(rows).toHaveLength(kept.length)
    const heads = await store.use((db) => db.selectFrom('head').select('path').execute())
    expect(heads.map(({ path }) => path).sort()).toEqual(['/a', '/b'])
    await store.close()
  })

  test('of values stored just now no more go than it takes', async () => {
    const store = new Store(placeOf())
    const use = <T>(work: (db: Db) => Promise<T>) => store.use(work)
    await prune(use, { notBefore: NOW * 2, bytes: 0, now: NOW * 2 })
    await store.use(async (db) => {
      for (let count = 0; count < 501; count++) await recorded(db, '/recent', 0)
    })
    const bytes = 501 * 700
    await prune(use, { notBefore: 0, bytes, now: NOW })
    const left = () => store.use((db) => db.selectFrom('version').select('id').execute())
    expect(await left()).toHaveLength(1)
    await prune(use, { notBefore: 0, bytes, now: NOW })
    expect(await left()).toHaveLength(1)
    await store.close()
  })

  test('rows without a value take room too', async () => {
    const store = new Store(placeOf())
    await store.use((db) => recorded(db, '/d', 1, 'deleted'))
    await prune((work) => store.use(work), { notBefore: 0, bytes: 100, now: NOW })
    const left = await store.use((db) => db.selectFrom('version').select('id').execute())
    expect(left).toEqual([])
    await store.close()
  })

  test('the oldest go while the values take too much room', async () => {
    const store = new Store(placeOf())
    const use = <T>(work: (db: Db) => Promise<T>) => store.use(work)
    await store.use((db) => recorded(db, '/c', 50))
    await prune(use, { notBefore: 0, bytes: 0, now: 2 * NOW })
    expect(await store.use((db) => db.selectFrom('content').select('hash').execute())).toEqual([])
    await store.close()
  })
})
