import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, Migrator, sql } from 'kysely'
import Database from 'libsql'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type PostgresServer, startPostgres } from '@/e2e/postgres/server'
import { migrationsFor } from '@/lib/server/store/database/migrations'
import type { Place } from '@/lib/server/store/database/place'
import { postgresDialect } from '@/lib/server/store/postgres/postgres'
import { FileThreads } from '@/lib/server/store/sqlite/file-threads'
import { libsqlDialect } from '@/lib/server/store/sqlite/libsql-dialect'
import { Store } from './store'

let postgres: PostgresServer
let scratch: string
const opened = new Set<Store>()

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'vivarium-store-'))
  postgres = await startPostgres()
})

afterEach(async () => {
  await Promise.all([...opened].map((store) => store.close()))
  opened.clear()
})

afterAll(async () => {
  await postgres.stop()
  rmSync(scratch, { recursive: true })
})

function open(place: Place): Store {
  const store = new Store(place)
  opened.add(store)
  return store
}

const PLACES = [
  ['a file', (): Place => ({ kind: 'file', folder: mkdtempSync(join(scratch, 'data-')) })],
  ['PostgreSQL', (): Place => ({ kind: 'postgres', url: postgres.url })],
] as const

const content = (hash: string) => ({
  hash,
  encoding: 'raw' as const,
  bytes: Buffer.from([0, 255]),
  stored: 2,
  touched_at: 1_732_555_555_123,
})

describe.each(PLACES)('in %s', (_, placeOf) => {
  test('bytes, large times and 64-bit text come back as they went in', async () => {
    const store = open(placeOf())
    await store.use((db) => db.insertInto('content').values(content('c1')).execute())
    const [found] = await store.use((db) =>
      db.selectFrom('content').selectAll().where('hash', '=', 'c1').execute(),
    )
    expect(found).toEqual(content('c1'))
  })

  test('what was committed is there for whoever opens it next', async () => {
    const place = placeOf()
    const first = open(place)
    await first.use((db) => db.insertInto('content').values(content('c2')).execute())
    await first.close()
    const found = await open(place).use((db) =>
      db.selectFrom('content').select('hash').where('hash', '=', 'c2').execute(),
    )
    expect(found).toEqual([{ hash: 'c2' }])
  })

  test('nothing stays of work that failed', async () => {
    const store = open(placeOf())
    const failing = store.use((db) =>
      db.transaction().execute(async (within) => {
        await within.insertInto('content').values(content('c3')).execute()
        await sql`select * from nothing_of_the_kind`.execute(within)
      }),
    )
    await expect(failing).rejects.toMatchObject({ name: 'StoreError' })
    const found = await store.use((db) =>
      db.selectFrom('content').select('hash').where('hash', '=', 'c3').execute(),
    )
    expect(found).toEqual([])
  })

  test('what an earlier release recorded is still there once its schema is brought up', async () => {
    const place = await emptyPlace(placeOf())
    const row = {
      ...{ cluster: 'main', path: '/old', moment: '01', key: '01', kind: 'seen', czxid: '0x1' },
      ...{ version: 3, value: 'none', at: 1, recorded_at: 1, away: 0 },
    }
    await withFirstSchema(place, async (db) => {
      await db.insertInto('version').values(row).execute()
    })
    const found = await open(place).use((db) =>
      db.selectFrom('version').selectAll().where('path', '=', '/old').execute(),
    )
    expect(found).toMatchObject([{ ...row, aversion: null, acl: null }])
  })

  test('a schema of a later release is refused', async () => {
    const place = placeOf()
    const store = open(place)
    await store.use((db) =>
      sql`insert into kysely_migration (name, timestamp) values ('2999-01-later', '')`.execute(db),
    )
    await store.close()
    const refused = open(place).use(async () => undefined)
    await expect(refused).rejects.toMatchObject({ isNewer: true })
    if (place.kind === 'postgres') await forgetLater(place.url)
  })
})

/** A place that nothing was written to; the folder of a file is one. */
async function emptyPlace(place: Place): Promise<Place> {
  if (place.kind === 'file') return place
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: place.url })
  await client.connect()
  await client.query('create database earlier')
  await client.end()
  return { kind: 'postgres', url: place.url.replace(/\w+$/, 'earlier') }
}

type Loose = Record<string, Record<string, string | number>>

/** The database as the first release made it. */
async function withFirstSchema(place: Place, use: (db: Kysely<Loose>) => Promise<void>) {
  const threads = place.kind === 'file' && new FileThreads(join(place.folder, 'vivarium.db'))
  const dialect = threads
    ? libsqlDialect({ thread: threads.writer, isWriter: true })
    : postgresDialect(urlOf(place), { connections: 1, statementMs: 10_000 })
  const db = new Kysely<Loose>({ dialect })
  const [first = never()] = Object.entries(migrationsFor(place.kind))
  const migrations = Object.fromEntries([first])
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
  await use(db)
  await db.destroy()
  if (threads) await threads.close()
}

function urlOf(place: Place): string {
  return place.kind === 'postgres' ? place.url : ''
}

function never(): never {
  throw new Error('there is no schema')
}

async function forgetLater(url: string) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`delete from kysely_migration where name = '2999-01-later'`)
  await client.end()
}

test('the data folder is for us alone, and every commit is durable', async () => {
  const folder = join(scratch, 'own/folder')
  const store = open({ kind: 'file', folder })
  const pragmas = await store.use(async (db) => [
    (await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db)).rows[0]?.journal_mode,
    (await sql<{ synchronous: number }>`pragma synchronous`.execute(db)).rows[0]?.synchronous,
  ])
  expect(pragmas).toEqual(['wal', 2])
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})

test('a database that another process has locked is waited for, then said to be', async () => {
  const folder = mkdtempSync(join(scratch, 'data-'))
  const store = open({ kind: 'file', folder })
  await store.use(async () => undefined)
  const other = new Database(join(folder, 'vivarium.db'))
  other.exec('begin immediate')
  const insert = () =>
    store.use((db) => db.insertInto('content').values(content('locked')).execute())
  await expect(insert()).rejects.toThrow('locked by another process')
  expect(store.failure).toContain('locked')
  const waiting = insert()
  other.exec('commit')
  other.close()
  await waiting
  expect(store.failure).toBeNull()
})

test('what is committed after a refused write reaches the file', async () => {
  const folder = mkdtempSync(join(scratch, 'data-'))
  const store = open({ kind: 'file', folder })
  const insert = (hash: string) =>
    store.use((db) => db.insertInto('content').values(content(hash)).returning('hash').execute())
  await insert('first')
  const other = new Database(join(folder, 'vivarium.db'))
  other.exec('begin immediate')
  await expect(insert('refused')).rejects.toThrow('locked')
  other.exec('commit')
  await insert('second')
  await store.use((db) =>
    db.transaction().execute((tx) => tx.insertInto('content').values(content('third')).execute()),
  )
  const kept = other.prepare('select hash from content order by hash').all([])
  expect(kept).toEqual([{ hash: 'first' }, { hash: 'second' }, { hash: 'third' }])
  other.close()
})

test('a store that cannot be opened is opened once it can', async () => {
  const folder = join(scratch, 'not-a-folder')
  writeFileSync(folder, '')
  const store = open({ kind: 'file', folder })
  await expect(store.use(async () => undefined)).rejects.toMatchObject({ name: 'StoreError' })
  rmSync(folder)
  await expect(store.use(async () => 'opened')).resolves.toBe('opened')
})

test('a PostgreSQL that restarts is used again without ado', async () => {
  const store = open({ kind: 'postgres', url: postgres.url })
  const insert = (hash: string) =>
    store.use((db) => db.insertInto('content').values(content(hash)).execute())
  await insert('before')
  await postgres.kill()
  await expect(insert('meanwhile')).rejects.toThrow('does not answer')
  await postgres.start()
  await insert('after')
  const found = await store.use((db) =>
    db.selectFrom('content').select('hash').where('hash', 'in', ['before', 'after']).execute(),
  )
  expect(found).toHaveLength(2)
})
