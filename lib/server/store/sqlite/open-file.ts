import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import type { Backend, Opening } from '@/lib/server/store/database/backend'
import {
  DATABASE,
  isLogForeign,
  makeFolder,
  touchDatabase,
} from '@/lib/server/store/database/data-folder'
import { migrate } from '@/lib/server/store/database/migrate'
import type { Place } from '@/lib/server/store/database/place'
import type { Tables } from '@/lib/server/store/database/tables'
import { FileBackend } from './file-backend'
import { checkFile } from './file-check'
import { FileThreads, logBytesOf } from './file-threads'
import { damage, type Held, judgeFolder } from './judge-folder'
import { libsqlDialect } from './libsql-dialect'
import type { SqlThread } from './sql-thread'
import { readState } from './state-file'

type FilePlace = Extract<Place, { kind: 'file' }>

/**
 * Opens the database in a folder, which is made for us alone where there is none. Throws
 * `StoreError` where that cannot be, or where it is not what the folder held before.
 */
export async function openFile({ folder }: FilePlace, opening: Opening): Promise<Backend> {
  if (makeFolder(folder).isOpen)
    opening.notice('the data folder may be read by others on this machine', { folder })
  const file = join(folder, DATABASE)
  if (isLogForeign(folder)) throw damage('The write-ahead log vivarium.db-wal is damaged')
  const remembered = readState(folder)
  const logBytes = logBytesOf(opening.bytes)
  const threads = new FileThreads(file, logBytes)
  try {
    judgeFolder(remembered, await peek(threads.writer(), file))
    opening.sealer.open(remembered?.key ?? null)
    touchDatabase(folder)
    const { writer, reader } = threads
    const db = new Kysely<Tables>({ dialect: libsqlDialect({ thread: writer, isWriter: true }) })
    const reads = new Kysely<Tables>({
      dialect: libsqlDialect({ thread: reader, isWriter: false }),
    })
    await checkFile(file, writer(), opening.damaged)
    await migrate(db, 'file')
    await threads.begin()
    const backend = new FileBackend({
      folder,
      threads,
      db,
      reads,
      logBytes,
      sealer: opening.sealer,
    })
    await backend.begin()
    return backend
  } catch (error) {
    await threads.close()
    throw error
  }
}

const EMPTY: Held = { tables: [], database: null, written: {} }

/** Reads what a file holds without changing it: a damaged one stays as evidence. */
async function peek(thread: SqlThread, file: string): Promise<Held> {
  if (!existsSync(file) || statSync(file).size === 0) return EMPTY
  const ask = async (sql: string) => (await thread.peek(file, [sql]))[0] as Answer[]
  const tables = (await ask(`select name from sqlite_master where type = 'table'`)).map(
    ({ name }) => String(name),
  )
  const from = async (table: string, sql: string) => (tables.includes(table) ? await ask(sql) : [])
  const written = await from('sqlite_sequence', 'select name, seq from sqlite_sequence')
  const [named] = await from('meta', `select value from meta where name = 'database'`)
  return {
    tables,
    database: named ? String(named.value) : null,
    written: Object.fromEntries(written.map(({ name, seq }) => [String(name), Number(seq)])),
  }
}

type Answer = Readonly<Partial<Record<'name' | 'seq' | 'value', string | number>>>
