import { SqlThread } from './sql-thread'

/** A statement waits no longer for another process: patience belongs to `Store.use` (ms). */
const BUSY = 'busy_timeout = 20'
/** What the write-ahead log may take beside the database, at most and at least (bytes). */
const MOST_LOG = 2_000_000
const LEAST_LOG = 262_144
/** The log is merged when it takes this part of what all may take. */
const LOG = 1 / 8
const PAGE_BYTES = 4_096

/** What the write-ahead log takes of a database that may take so much (bytes). */
export function logBytesOf(bytes: number): number {
  return Math.round(Math.min(MOST_LOG, Math.max(LEAST_LOG, bytes * LOG)))
}

function writerOf(logBytes: number): readonly string[] {
  return [
    // Of a new database alone; of an older one once it is vacuumed.
    'auto_vacuum = incremental',
    BUSY,
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'temp_store = MEMORY',
    `wal_autocheckpoint = ${Math.floor(logBytes / PAGE_BYTES)}`,
    `journal_size_limit = ${logBytes}`,
  ]
}
const READER = [BUSY, 'query_only = ON', 'temp_store = MEMORY']

/** The threads of a database file: one writes, another one reads what people ask for. */
export class FileThreads {
  readonly #file: string
  readonly #pragmas: readonly string[]
  #writer: SqlThread | undefined
  #reader: SqlThread | undefined

  /** `logBytes`: what the write-ahead log may take. */
  constructor(file: string, logBytes = MOST_LOG) {
    this.#file = file
    this.#pragmas = writerOf(logBytes)
  }

  writer = (): SqlThread => {
    if (!this.#writer || this.#writer.hasEnded)
      this.#writer = new SqlThread(this.#file, this.#pragmas)
    return this.#writer
  }

  reader = (): SqlThread => {
    if (!this.#reader || this.#reader.hasEnded) this.#reader = new SqlThread(this.#file, READER)
    return this.#reader
  }

  /** Both hold the files from now on: one thread may end without taking the log with it. */
  async begin(): Promise<void> {
    await Promise.all([this.writer(), this.reader()].map((thread) => thread.run('select 1')))
  }

  async close(): Promise<void> {
    await this.closeReader()
    await this.#writer?.close()
  }

  /** What reads keeps the write-ahead log from being merged whole. */
  async closeReader(): Promise<void> {
    await this.#reader?.close()
    this.#reader = undefined
  }
}
