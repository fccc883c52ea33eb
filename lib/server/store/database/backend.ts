import type { Kysely } from 'kysely'
import type { Sealer } from './sealer'
import type { StoreError } from './store-error'
import type { Tables } from './tables'

export type Db = Kysely<Tables>

/** An open database. */
export type Backend = {
  /** For everything that writes, and for what a write has to know. */
  readonly db: Db
  /** For what people ask: it holds up no write, and changes nothing. */
  readonly reads: Db
  /** Rejects where what is written now would not be found after a restart. */
  verify(): Promise<void>
  /** Rejects where a write of some size would find no room. Nothing stays of it. */
  tryOut(): Promise<void>
  /** Something was committed. */
  committed(): void
  room(): Promise<Room>
  /** Writes everything anew: nothing stays of what was deleted. */
  rewrite(): Promise<void>
  /** Gives back what was freed. */
  shrink(): Promise<void>
  close(): Promise<void>
}

/** What the history takes. */
export type Room = {
  /** Of the disk (bytes). */
  readonly taken: number
  /** Of that, what would not be used again before the database grows (bytes). */
  readonly used: number
}

/** What opening a database needs, and whom it tells. */
export type Opening = {
  readonly sealer: Sealer
  /** What the database may take of the disk (bytes): its log is held small accordingly. */
  readonly bytes: number
  /** Something that whoever runs this should know, once. */
  readonly notice: (what: string, facts?: object) => void
  /** The database turned out to be damaged after it was opened. */
  readonly damaged: (error: StoreError) => void
}
