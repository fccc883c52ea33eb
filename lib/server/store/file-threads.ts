import { SqlThread } from './sql-thread'

/** A statement waits no longer for another process: patience belongs to `Store.use` (ms). */
const BUSY = 'busy_timeout = 20'
/** What the write-ahead log shrinks to once it is merged (bytes). */
const LOG_BYTES = 4_000_000

const WRITER = [
  // Of a new database alone; of an older one once it is vacuumed.
  'auto_vacuum = incremental',
  BUSY,
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'temp_store = MEMORY',
  `journal_size_limit = ${LOG_BYTES}`,
]
const READER = [BUSY, 'query_only = ON', 'temp_store = MEMORY']

/** The threads of a database file: one writes, another one reads what people ask for. */
export class FileThreads {
  readonly #file: string
  #writer: SqlThread | undefined
  #reader: SqlThread | undefined

  constructor(file: string) {
    this.#file = file
  }

  writer = (): SqlThread => {
    if (!this.#writer || this.#writer.hasEnded) this.#writer = new SqlThread(this.#file, WRITER)
    return this.#writer
  }

  /** Begun when first asked for. */
  reader = (): SqlThread => {
    if (!this.#reader || this.#reader.hasEnded) this.#reader = new SqlThread(this.#file, READER)
    return this.#reader
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
