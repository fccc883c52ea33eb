import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { Store } from '@/lib/server/store/store'

export const DATABASE = 'vivarium.db'
export const LOG = 'vivarium.db-wal'
export const WRITTEN = 20

const content = (hash: string) => ({
  ...{ hash, encoding: 'raw' as const, bytes: randomBytes(2_000), stored: 2, touched_at: 1 },
})

const intent = (path: string) => ({
  ...{ cluster: 'main', path, op: 'set' as const, person: 'ada', reason: null, attempt: path },
  ...{ step: 0, version: 1, czxid: '0x1', before_zxid: '0x1', value_hash: null, session: '0x1' },
  ...{ session_password: null, started_at: 1 },
})

/** Writes so many values and intents, each in a commit of its own. */
export async function write(store: Store, count: number): Promise<void> {
  for (let index = 0; index < count; index++)
    await store.use(async (db) => {
      await db
        .insertInto('content')
        .values(content(`${index}`))
        .execute()
      await db
        .insertInto('intent')
        .values(intent(`/${index}`))
        .execute()
    })
}

/** Data folders of the tests of one file. */
export function folderStage() {
  const opened = new Set<Store>()
  let scratch = ''
  let killed = ''
  const open = (folder: string, notice: (what: string) => void = () => undefined) => {
    const store = new Store({ kind: 'file', folder }, { notice })
    opened.add(store)
    return store
  }
  const fresh = () => mkdtempSync(join(scratch, 'data-'))
  /** A folder as a killed process leaves it: what was written last lies in the log alone. */
  const left = () => {
    const folder = fresh()
    cpSync(killed, folder, { recursive: true })
    return folder
  }
  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'vivarium-folders-'))
    const folder = join(scratch, 'running')
    const store = open(folder)
    await write(store, WRITTEN)
    await untilTold(folder)
    killed = join(scratch, 'killed')
    cpSync(folder, killed, { recursive: true })
    rmSync(join(killed, 'vivarium.db-shm'))
    await store.close()
  })
  afterEach(async () => {
    await Promise.all([...opened].map((store) => store.close()))
    opened.clear()
  })
  afterAll(() => rmSync(scratch, { recursive: true }))
  return {
    ...{ open, fresh, left },
    /** A folder that was closed as it should be. */
    closed: async () => {
      const folder = left()
      const store = open(folder)
      await store.use(async () => undefined)
      await store.close()
      return folder
    },
  }
}

/** The folder itself remembers what was written a moment after it was. */
async function untilTold(folder: string): Promise<void> {
  const told = () => JSON.parse(readFileSync(join(folder, 'vivarium.state'), 'utf8')).written.intent
  while (told() !== WRITTEN) await new Promise((resolve) => setTimeout(resolve, 5))
}
