import { randomUUID } from 'node:crypto'
import { renameSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import Database from 'libsql'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type PostgresServer, startPostgres } from '@/e2e/postgres/server'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { readZnode } from '@/lib/server/cluster/read/reads'
import { createZnode, setZnode } from '@/lib/server/cluster/write/znode-writes'
import { openHistory, scratchFolder, type TestHistory } from '@/lib/server/testing/history'
import {
  closeAll,
  connected,
  eventually,
  freshPath,
  PERSISTENT,
} from '@/lib/server/testing/sessions'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'

let zookeeper: ZooKeeperServer
let foreign: ZooKeeperSession
let vivarium: TestHistory
let path: ZnodePath
const scratch = scratchFolder()
const place = { kind: 'file', folder: scratch.folder } as const

beforeAll(async () => {
  zookeeper = await startZooKeeper()
  foreign = await connected(zookeeper.port)
  vivarium = openHistory({ port: zookeeper.port, place })
})

afterAll(async () => {
  await vivarium.close()
  await closeAll()
  await zookeeper.stop()
  scratch.remove()
})

beforeEach(() => {
  path = freshPath()
})

async function given(text: string) {
  const { value } = await foreign.create(path, Buffer.from(text), PERSISTENT)
  return { path, version: value.stat.version, czxid: value.stat.czxid }
}

const textAt = async (at: ZnodePath) => (await foreign.getData(at)).value.data?.toString()

const intentsOf = (at: ZnodePath) =>
  vivarium.store.use((db) => db.selectFrom('intent').selectAll().where('path', '=', at).execute())

describe('a store that takes nothing', () => {
  const refused = (detail: string) => ({
    code: 'history-unavailable',
    detail: expect.stringContaining(detail),
  })

  test('locked: the write is refused before ZooKeeper, reads go on, and later it works', async () => {
    const seen = await given('one')
    const other = new Database(join(scratch.folder, 'vivarium.db'))
    other.exec('begin immediate')
    const write = setZnode(vivarium.writing(), seen, Buffer.from('two'))
    await expect(write).rejects.toMatchObject(refused('locked'))
    expect(await textAt(path)).toBe('one')
    const reader = await vivarium.cluster.gateway.connected('read')
    expect((await readZnode(reader, { path })).value.data?.toString()).toBe('one')
    other.exec('commit')
    other.close()
    await setZnode(vivarium.writing(), seen, Buffer.from('two'))
    expect(await textAt(path)).toBe('two')
  })

  test('full: the same', async () => {
    const seen = await given('one')
    const limit = (pages: number) =>
      vivarium.store.use((db) => sql`pragma max_page_count = ${sql.raw(`${pages}`)}`.execute(db))
    await limit(1)
    const filling = async () => {
      for (;;)
        await setZnode(vivarium.writing({ reason: 'x'.repeat(500) }), { ...seen, version: 9 }, null)
    }
    const fill = async () => {
      for (;;) await filling().catch((error) => stopUnless(error, 'bad-version'))
    }
    await expect(fill()).rejects.toMatchObject(refused('full'))
    expect(await textAt(path)).toBe('one')
    await limit(1_000_000)
    await setZnode(vivarium.writing(), seen, Buffer.from('two'))
    expect(await textAt(path)).toBe('two')
  })
})

const AWAY: ReadonlyArray<readonly [what: string, harm: (folder: string) => void]> = [
  ['its folder is removed', (folder) => rmSync(folder, { recursive: true })],
  ['its folder is moved away', (folder) => renameSync(folder, join(scratch.folder, randomUUID()))],
  ['its log is removed', (folder) => rmSync(join(folder, 'vivarium.db-wal'))],
  ['its key is damaged', (folder) => truncateSync(join(folder, 'secret.key'), 31)],
]

describe.each(AWAY)('of a database in use, %s', (_, harm) => {
  test('the write is refused before ZooKeeper', async () => {
    const seen = await given('one')
    const own = scratchFolder()
    const other = openHistory({
      port: zookeeper.port,
      place: { kind: 'file', folder: own.folder },
    })
    try {
      await setZnode(other.writing(), seen, Buffer.from('two'))
      harm(own.folder)
      const write = setZnode(other.writing(), { ...seen, version: 1 }, Buffer.from('three'))
      await expect(write).rejects.toMatchObject({ code: 'history-unavailable' })
      expect(await textAt(path)).toBe('two')
    } finally {
      await other.close()
      own.remove()
    }
  })
})

function stopUnless(error: unknown, code: string) {
  if (!(error instanceof Error && 'code' in error && error.code === code)) throw error
}

test('a PostgreSQL that is away: writes are refused, reads go on; when it is back, so are they', async () => {
  const postgres: PostgresServer = await startPostgres()
  const shared = openHistory({
    port: zookeeper.port,
    place: { kind: 'postgres', url: postgres.url },
  })
  try {
    const seen = await given('one')
    await eventually(() => shared.cluster.live.state().state === 'live', 'live')
    await createZnode(shared.writing(), { path: freshPath(), data: null })
    shared.history.recorder.shown(path, await foreign.getData(path))
    await shared.recorded(path, 1)
    await postgres.kill()
    const write = setZnode(shared.writing(), seen, Buffer.from('two'))
    await expect(write).rejects.toMatchObject({ code: 'history-unavailable' })
    expect(await textAt(path)).toBe('one')
    await foreign.setData(path, Buffer.from('theirs'), 0)
    await postgres.start()
    await setZnode(shared.writing(), { ...seen, version: 1 }, Buffer.from('two'))
    const changes = await shared.recorded(path, 3)
    expect(changes.map(({ version }) => version)).toEqual([2, 1, 0])
  } finally {
    await shared.close()
    await postgres.stop()
  }
})

test('an outcome that the store did not take is kept until it does', async () => {
  const seen = await given('one')
  const settle = await vivarium.writing().journal.begin([await intentOf(seen, 'two')], randomUUID())
  const other = new Database(join(scratch.folder, 'vivarium.db'))
  other.exec('begin immediate')
  const { value: stat } = await foreign.setData(path, Buffer.from('two'), 0)
  await settle([{ kind: 'applied', zxid: stat.mzxid, stat }])
  const write = setZnode(vivarium.writing(), { ...seen, version: 1 }, null)
  await expect(write).rejects.toMatchObject({ code: 'history-unavailable' })
  other.exec('commit')
  other.close()
  await eventually(async () => (await intentsOf(path))[0]?.outcome === 'applied')
})

/** What a process that died left behind: an intent without an outcome. */
describe('an intent whose process died', () => {
  const resolved = async () => {
    await eventually(async () => (await vivarium.history.resolveOnce()) === 0)
    return (await intentsOf(path))[0]
  }

  async function abandoned(seen: { path: ZnodePath; version: number; czxid: `0x${string}` }) {
    const dying = openHistory({ port: zookeeper.port, place })
    await dying.writing().journal.begin([await intentOf(seen, 'two', dying)], randomUUID())
    return dying
  }

  test('is applied when the write was, with its reason in the history', async () => {
    const dying = await abandoned(await given('one'))
    await (await dying.cluster.gateway.connected('write')).setData(path, Buffer.from('two'), 0)
    expect(await resolved()).toMatchObject({ outcome: 'applied', session_password: null })
    const [change] = await vivarium.changes({ path })
    expect(change).toMatchObject({ kind: 'changed', version: 1, person: 'ada', reason: 'Ticket 7' })
    await dying.close()
  })

  test('is not applied when it was not, and cannot land later', async () => {
    const dying = await abandoned(await given('one'))
    const old = (await dying.cluster.gateway.connected('write')).health.sessionId
    expect(await resolved()).toMatchObject({ outcome: 'failed', code: 'connection-lost' })
    const write = await dying.cluster.gateway.connected('write')
    await eventually(() => write.health.sessionId !== old, 'the session is gone')
    expect(await textAt(path)).toBe('one')
    await dying.close()
  })

  test('is refused when somebody else was faster', async () => {
    const dying = await abandoned(await given('one'))
    await foreign.setData(path, Buffer.from('theirs'), 0)
    expect(await resolved()).toMatchObject({ outcome: 'refused', code: 'bad-version' })
    await dying.close()
  })

  test('stays unknown when so much happened since that nobody can tell', async () => {
    const dying = await abandoned(await given('one'))
    for (const version of [0, 1]) await foreign.setData(path, Buffer.from('theirs'), version)
    expect(await resolved()).toMatchObject({ outcome: 'unknown' })
    await dying.close()
  })
})

async function intentOf(
  seen: { path: ZnodePath; version: number; czxid: `0x${string}` },
  text: string,
  from = vivarium,
) {
  const session = await from.cluster.gateway.connected('write')
  const { key } = session
  if (!key) throw new Error('the session has no key')
  return {
    path: seen.path,
    op: 'set' as const,
    author: { person: 'ada', reason: 'Ticket 7' },
    seen,
    data: Buffer.from(text),
    replaced: null,
    before: session.health.lastZxid,
    key,
  }
}
