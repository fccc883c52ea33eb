import { randomUUID } from 'node:crypto'
import { closeSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { readZnode } from '@/lib/server/cluster/read/reads'
import { commitChangeSet } from '@/lib/server/cluster/write/commit-change-set'
import { createZnode, deleteZnode, setZnode } from '@/lib/server/cluster/write/znode-writes'
import { Readiness } from '@/lib/server/process/readiness'
import { openHistory } from '@/lib/server/testing/history'
import { connected, eventually, freshPath, PERSISTENT, statAt } from '@/lib/server/testing/sessions'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { Report } from './report'

/**
 * A Vivarium whose disk gets full and free again, as a program: it lives on a disk that only its
 * own mount namespace has.
 */
const { port, folder } = JSON.parse(process.argv[2] ?? '') as { port: number; folder: string }
const BALLAST = join(folder, 'ballast')
const PAGE = 4_096
/** Room for some of what a write records, in turn, but not for all of it. */
const ROOMS = [...Array.from({ length: 16 }, (_, pages) => pages), 32, 60, 64, 68, 76, 96]

const foreign = await connected(port)
const vivarium = openHistory({ port, place: { kind: 'file', folder } })
const { cluster, store } = vivarium
const readiness = new Readiness({ store, clusters: [cluster], now: () => performance.now() })
const path = freshPath()
const { czxid } = (await foreign.create(path, Buffer.from('0'), PERSISTENT)).value.stat

const versionNow = async () => (await statAt(foreign, path)).version
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => (error instanceof ZnodeError ? `${error.code}: ${error.detail}` : String(error)),
  )
const ready = async () => {
  // A judgement stands for a second.
  let said = ''
  await eventually(async () => {
    const before = said
    said = await codeOf(readiness.check())
    return before === said && (said === 'done') !== isFull
  }, 'readiness follows')
  return said
}
let isFull = false
/** What readiness said before each save. */
const wasReady: string[] = []

/** Leaves so many pages of the disk. */
function fill(room = 0): void {
  isFull = true
  const file = openSync(BALLAST, 'a')
  for (const bytes of [16 * PAGE, PAGE, 1]) writeOut(file, Buffer.alloc(bytes))
  closeSync(file)
  truncateSync(BALLAST, Math.max(0, statSync(BALLAST).size - room * PAGE))
}

function writeOut(file: number, chunk: Buffer): void {
  for (;;)
    try {
      writeSync(file, chunk)
    } catch {
      return
    }
}

/** What the log has taken of the disk before is room for what comes: here there is none. */
async function mergeLog(): Promise<void> {
  free()
  await store.use((db) => sql`pragma wal_checkpoint(truncate)`.execute(db))
}

function free(): void {
  isFull = false
  rmSync(BALLAST, { force: true })
}

/** Saves with ever more room; answers what was said of each. Who is ready takes a write. */
async function saveInRooms(first: number): Promise<string[]> {
  const said: string[] = []
  for (const room of ROOMS) {
    await mergeLog()
    fill(room)
    wasReady.push(await codeOf(store.probe()))
    const version = first + said.filter(isDone).length
    const save = setZnode(vivarium.writing(), { path, czxid, version }, Buffer.from(randomUUID()))
    said.push(await codeOf(save))
  }
  return said
}

const isDone = (said: string) => said === 'done'

async function otherRefusals(version: number): Promise<string[]> {
  const seen = { path, version, czxid }
  const writes = [
    () => setZnode(vivarium.writing(), seen, null),
    () => createZnode(vivarium.writing(), { path: freshPath(), data: null }),
    () => deleteZnode(vivarium.writing(), seen),
    () => commitChangeSet(vivarium.writing(), [{ op: 'set', data: null, ...seen }]),
  ]
  const said: string[] = []
  for (const write of writes) {
    await mergeLog()
    fill()
    said.push(await codeOf(write()))
  }
  return said
}

/** What somebody sees who has the znode open while another client changes it. */
async function streamed(): Promise<boolean> {
  const frames: string[] = []
  const stream = randomUUID()
  const leave = cluster.live.attach(stream, null, (frame) => frames.push(`${Buffer.from(frame)}`))
  await cluster.live.setInterest(stream, {
    nodes: new Set([path]),
    parents: new Set(),
    timeline: null,
  })
  const { value } = await foreign.setData(path, Buffer.from('foreign'), -1)
  const isIt = (frame: string) => frame.includes(path) && frame.includes(value.mzxid)
  await eventually(() => frames.some(isIt), 'the change is on the stream')
  leave()
  return true
}

async function whatIsRecorded(): Promise<Report['recorded']> {
  return await store.use(async (db) => {
    const intents = await db.selectFrom('intent').select(['id', 'outcome']).execute()
    const versions = await db
      .selectFrom('version')
      .select(['intent', 'version'])
      .where('path', '=', path)
      .where('kind', '=', 'changed')
      .orderBy('version')
      .execute()
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db)
    const applied = intents.filter(({ outcome }) => outcome === 'applied').map(({ id }) => id)
    return {
      outcomes: [...new Set(intents.map(({ outcome }) => outcome))],
      applied: applied.toSorted((a, b) => a - b),
      ofIntents: versions.flatMap(({ intent }) => intent ?? []).toSorted((a, b) => a - b),
      versions: versions.map(({ version }) => version),
      integrity: rows.map((row) => row.integrity_check).join(),
    }
  })
}

await eventually(() => cluster.live.state().state === 'live', 'live')
await setZnode(vivarium.writing(), { path, version: 0, czxid }, Buffer.from('1'))
const saves = await saveInRooms(1)
const acknowledged = 1 + saves.filter(isDone).length
const refusals = await otherRefusals(acknowledged)
const afterRefusals = await versionNow()
const unready = await ready()
const reader = await cluster.gateway.connected('read')
const read = (await readZnode(reader, { path })).value.stat.version
const isStreamed = await streamed()
free()
await eventually(() => codeOf(store.probe()).then((said) => said === 'done'), 'room again')
await vivarium.recorded(path, acknowledged + 2)
const seen = { path, version: acknowledged + 1, czxid }
const again = await codeOf(setZnode(vivarium.writing(), seen, Buffer.from('again')))
const report: Report = {
  ...{ saves, wasReady, refusals, acknowledged, afterRefusals, unready, read, isStreamed, again },
  ready: await ready(),
  recorded: await whatIsRecorded(),
}
process.stdout.write(`${JSON.stringify(report)}\n`)
process.exit(0)
