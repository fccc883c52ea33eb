import { rmSync, statSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import workerThreads, { Worker, type WorkerOptions } from 'node:worker_threads'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folderStage, LOG, write } from '@/lib/server/testing/folders'
import type { Store } from './store'

const UsualWorker = Worker

/** Threads in which nothing that is let go of outlives the message it came with. */
const threads: Worker[] = []

class CollectingWorker extends Worker {
  constructor(file: string | URL, options?: WorkerOptions) {
    const program = `
      require('node:v8').setFlagsFromString('--expose-gc')
      const collect = require('node:vm').runInNewContext('gc')
      const { parentPort } = require('node:worker_threads')
      const collectAfter = () => parentPort.on('message', collect)
      import(${JSON.stringify(`${file}`)}).then(collectAfter)`
    super(program, { ...options, eval: true })
    threads.push(this)
  }
}

// Test files share their modules, which may have been loaded by now: Node's own one is changed.
function startWith(worker: typeof Worker): void {
  workerThreads.Worker = worker
  syncBuiltinESMExports()
}

beforeAll(() => startWith(CollectingWorker))
afterAll(() => startWith(UsualWorker))

const stage = folderStage()

const fails = (store: Store, of: 'use' | 'read') =>
  expect(store[of]((db) => sql`insert into meta values (1)`.execute(db))).rejects.toThrow()

const FAILURES: ReadonlyArray<readonly [what: string, fail: (store: Store) => Promise<void>]> = [
  ['a statement fails', (store) => fails(store, 'use')],
  ['a statement of the reader fails', (store) => fails(store, 'read')],
  [
    'a statement of a transaction fails',
    (store) =>
      expect(
        store.use((db) =>
          db.transaction().execute((within) => sql`insert into meta values (1)`.execute(within)),
        ),
      ).rejects.toThrow(),
  ],
  [
    'a statement of each fails at once',
    async (store) => {
      await Promise.all([fails(store, 'use'), fails(store, 'read')])
    },
  ],
]

describe.each(FAILURES)('%s, and its connection with it', (_, fail) => {
  test('the database is still the one that was opened', async () => {
    const folder = stage.fresh()
    const store = stage.open(folder)
    await write(store, 1)
    const { ino } = statSync(join(folder, LOG))
    await fail(store)
    await fail(store)
    await store.guard()
    await store.probe()
    expect(statSync(join(folder, LOG)).ino).toBe(ino)
  })
})

test.each(['first', 'second'])(
  'the %s of its threads ends, and another one goes on with the same files',
  async (which) => {
    const folder = stage.fresh()
    threads.length = 0
    const store = stage.open(folder)
    await write(store, 1)
    await threads[which === 'first' ? 0 : 1]?.terminate()
    await store.guard()
    await store.probe()
    await store.read((db) => sql`select 1`.execute(db))
    expect(threads).toHaveLength(3)
  },
)

test('what failed and what is held leave the log free to be merged whole, and to go at the end', async () => {
  const folder = stage.fresh()
  const store = stage.open(folder)
  await write(store, 1)
  await Promise.all([fails(store, 'use'), fails(store, 'read')])
  expect(statSync(join(folder, LOG)).size).toBeGreaterThan(0)
  await store.rewrite()
  expect(statSync(join(folder, LOG)).size).toBe(0)
  await store.close()
  expect(() => statSync(join(folder, LOG))).toThrow('ENOENT')
})

test('a log that somebody removes is missed, although the connection is another one by then', async () => {
  const folder = stage.fresh()
  const store = stage.open(folder)
  await write(store, 1)
  rmSync(join(folder, LOG))
  await Promise.all([fails(store, 'read'), fails(store, 'read')])
  await expect(store.guard()).rejects.toThrow('moved, removed or replaced')
  await expect(store.probe()).rejects.toThrow('moved, removed or replaced')
})
