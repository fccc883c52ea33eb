import { readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { sql } from 'kysely'
import Database from 'libsql'
import { expect, test, vi } from 'vitest'
import type { StoreError } from '@/lib/server/store/database/store-error'
import { checkFile } from '@/lib/server/store/sqlite/file-check'
import { SqlThread } from '@/lib/server/store/sqlite/sql-thread'
import { DATABASE, folderStage } from '@/lib/server/testing/folders'
import { eventually } from '@/lib/server/testing/sessions'

const stage = folderStage()
const LARGE = 17_000_000

/** The files that this process has open below a folder, deleted ones included. */
const openIn = (folder: string) =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const name = readlinkSync(join('/proc/self/fd', fd))
      return name.startsWith(folder) ? [name.slice(folder.length + 1)] : []
    } catch {
      return []
    }
  })

test('a database is rewritten by way of a file in its folder, not in memory', async () => {
  const folder = stage.fresh()
  const store = stage.open(folder)
  await store.use((db) =>
    sql`insert into content (hash, encoding, bytes, stored, touched_at)
      values ('large', 'raw', zeroblob(${LARGE}), 0, 0)`.execute(db),
  )
  const known = new Set(openIn(folder))
  const others = new Set<string>()
  let isDone = false
  const rewriting = store.rewrite().finally(() => {
    isDone = true
  })
  while (!isDone) {
    // SQLite removes the name of the file as soon as it is open.
    for (const name of openIn(folder))
      if (!known.has(name)) others.add(name.replace(/ \(deleted\)$/, ''))
    await turn()
  }
  await rewriting
  expect([...others]).toEqual([expect.stringMatching(/^etilqs_\w+$/)])
  expect(openIn(folder).filter((name) => !known.has(name))).toEqual([])
})

test('a check of a large database that could not be made has found no damage', async () => {
  const file = join(stage.fresh(), DATABASE)
  const other = new Database(file)
  other.exec(`create table large (bytes); insert into large values (zeroblob(${LARGE}))`)
  other.exec('begin exclusive')
  const run = vi.spyOn(SqlThread.prototype, 'run')
  const close = vi.spyOn(SqlThread.prototype, 'close')
  const writer = new SqlThread(file, [])
  const found: StoreError[] = []
  await checkFile(file, writer, (error) => found.push(error))
  await eventually(() => close.mock.calls.length > 0, 'the check has ended')
  await expect(run.mock.results[0]?.value).rejects.toMatchObject({ code: 'SQLITE_BUSY' })
  expect(found).toEqual([])
  vi.restoreAllMocks()
  await writer.close()
  other.close()
})
