import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Backend, Db, Room } from '@/lib/server/store/database/backend'
import { bytesOf, type FileIdentity, identify } from '@/lib/server/store/database/data-folder'
import { readMeta, writeMeta } from '@/lib/server/store/database/meta'
import type { Sealer } from '@/lib/server/store/database/sealer'
import { StoreError } from '@/lib/server/store/database/store-error'
import type { FileThreads } from './file-threads'
import { writeState } from './state-file'

type Parts = {
  readonly folder: string
  readonly threads: FileThreads
  readonly db: Db
  readonly reads: Db
  readonly sealer: Sealer
  /** What the write-ahead log may take. */
  readonly logBytes: number
}

/** Tables whose rows are numbered for good: what was there once, was there. */
const NUMBERED = ['version', 'intent'] as const
/** The folder is told what was written within this time (ms). */
const REMEMBER_MS = 250
/** More than most writes take (bytes). */
const TRIED_BYTES = 262_144
/** Pages that are given back at once. */
const STEP_PAGES = 256

/** A database in a folder, and what the folder remembers of it. */
export class FileBackend implements Backend {
  readonly db: Db
  readonly reads: Db
  readonly #parts: Parts
  #files: FileIdentity = []
  #database = ''
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.db = parts.db
    this.reads = parts.reads
  }

  /** Names the database where it has no name, and takes down which files it is in. */
  async begin(): Promise<void> {
    const { folder } = this.#parts
    const named = await readMeta(this.db, 'database')
    this.#database = named ?? randomUUID()
    if (named === undefined) await writeMeta(this.db, 'database', this.#database)
    this.#files = await identify(folder)
    await this.#remember()
  }

  async verify(): Promise<void> {
    const now = await identify(this.#parts.folder)
    if (now.every((each, index) => each === this.#files[index])) return
    throw new StoreError(
      'The database was moved, removed or replaced while it is in use: put it back, or restart Vivarium',
      null,
    )
  }

  /** With hardly any memory for them, the pages of a transaction go to the log, and want room there. */
  async tryOut(): Promise<void> {
    await this.db.connection().execute(async (writer) => {
      for (const pragma of ['cache_size = 10', 'cache_spill = 1'])
        await sql`pragma ${sql.raw(pragma)}`.execute(writer)
      await sql`begin immediate`.execute(writer)
      await sql`insert into content (hash, encoding, bytes, stored, touched_at)
        values ('', 'raw', zeroblob(${TRIED_BYTES}), 0, 0)`.execute(writer)
      await sql`rollback`.execute(writer)
      for (const pragma of ['cache_size = -2000', 'cache_spill = on'])
        await sql`pragma ${sql.raw(pragma)}`.execute(writer)
    })
  }

  committed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      // The folder may be gone: that is for `verify` to say.
      void this.#remember().catch(() => undefined)
    }, REMEMBER_MS).unref()
  }

  async room(): Promise<Room> {
    const free = (await this.#ask('freelist_count')) * (await this.#ask('page_size'))
    const { folder, logBytes } = this.#parts
    const { database, log } = await bytesOf(folder)
    // The log grows to what it may take before it is merged.
    return { taken: database + log, used: database - free + Math.max(log, logBytes) }
  }

  /** The copy that it takes lies beside the database: in memory there may be no room for it. */
  async rewrite(): Promise<void> {
    const { folder } = this.#parts
    await this.db.connection().execute(async (writer) => {
      const set = (pragma: string) => sql`pragma ${sql.raw(pragma)}`.execute(writer)
      await set(`temp_store_directory = '${folder.replaceAll("'", "''")}'`)
      await set('temp_store = FILE')
      await sql`vacuum`.execute(writer).finally(() => set('temp_store = MEMORY'))
    })
    await this.#merge()
  }

  /** Gives back what was freed, in steps between which others write. */
  async shrink(): Promise<void> {
    for (let free = await this.#ask('freelist_count'); free > 0; ) {
      await this.#ask(`incremental_vacuum(${STEP_PAGES})`)
      const left = await this.#ask('freelist_count')
      // A database of an earlier release gives nothing back.
      if (left >= free) break
      free = left
    }
    await this.#merge()
  }

  async #ask(pragma: string): Promise<number> {
    const { rows } = await sql<Record<string, number>>`pragma ${sql.raw(pragma)}`.execute(this.db)
    return Object.values(rows[0] ?? {})[0] ?? 0
  }

  /** Everything is in the one file then, unless it is not the one that was opened. */
  async close(): Promise<void> {
    clearTimeout(this.#timer)
    const { threads } = this.#parts
    const isOurs = await this.verify().then(
      () => true,
      () => false,
    )
    await threads.closeReader()
    if (isOurs) {
      await this.#merge().catch(() => undefined)
      await this.#remember().catch(() => undefined)
    }
    await threads.close()
  }

  async #merge(): Promise<void> {
    await sql`pragma wal_checkpoint(truncate)`.execute(this.db)
  }

  /** Never ahead of the database: what is counted was committed. */
  async #remember(): Promise<void> {
    const { folder, sealer } = this.#parts
    const { rows } = await sql<{ name: string; seq: number }>`
      select name, seq from sqlite_sequence`.execute(this.db)
    const written = Object.fromEntries(
      rows
        .filter(({ name }) => NUMBERED.some((each) => each === name))
        .map(({ name, seq }) => [name, seq]),
    )
    writeState(folder, { database: this.#database, key: sealer.fingerprint, written })
  }
}
