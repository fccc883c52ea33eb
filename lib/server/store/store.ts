import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Backend, Db, Opening, Room } from '@/lib/server/store/database/backend'
import type { Place } from '@/lib/server/store/database/place'
import { Sealer } from '@/lib/server/store/database/sealer'
import { isBusy, type StoreError, toStoreError } from '@/lib/server/store/database/store-error'
import { openPostgres } from '@/lib/server/store/postgres/open-postgres'
import { openFile } from '@/lib/server/store/sqlite/open-file'
import { ZnodeError } from '@/lib/znode/znode-error'

export type { Db } from '@/lib/server/store/database/backend'

/** How long work waits for a database that another process has locked (ms). */
const PATIENCE_MS = 1_500
const PAUSE_MS = 25
/** Tries that are made at any rate: it may take long to learn that others stand in the way. */
const FEW = 3
/** A folder that holds something else than it should is looked at again after this (ms). */
const DAMAGED_MS = 5_000
/** What was verified holds for so long, except for who must be certain (ms). */
const VERIFIED_MS = 200

/** What a database may take of the disk where nobody says (bytes). */
const MOST_BYTES = 1_024_000_000

type StoreOptions = Partial<Pick<Opening, 'notice' | 'bytes'>>

/** The database. Opened when first used; one that cannot be is tried again at the next use. */
export class Store {
  /** Of the secrets that are kept in it. */
  readonly sealer: Sealer
  readonly #place: Place
  readonly #opening: Pick<Opening, 'notice' | 'bytes'>
  #backend: Promise<Backend> | null = null
  /** What it turned out to be after it was opened: for good. */
  #damage: StoreError | null = null
  #verifiedAt = Number.NEGATIVE_INFINITY
  #failure: string | null = null

  constructor(place: Place, { notice = () => undefined, bytes = MOST_BYTES }: StoreOptions = {}) {
    this.#place = place
    this.#opening = { notice, bytes }
    this.sealer = new Sealer(place)
  }

  /** Why the last use failed; null while it works. */
  get failure(): string | null {
    return this.#failure
  }

  /**
   * Runs `work` on the database, again while others stand in its way: what is more than one
   * statement is a transaction, of which nothing is left then. Rejects with
   * `StoreError`, which says for a person what is wrong; a `ZnodeError` of the work passes.
   */
  use<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return this.#attempt(async (backend) => {
      await this.#verify(backend, VERIFIED_MS)
      const answer = await work(backend.db)
      backend.committed()
      return answer
    })
  }

  /** The same for what only reads: it holds up no write, and no write holds it up. */
  read<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return this.#attempt((backend) => work(backend.reads))
  }

  /** Rejects with `StoreError` where what is written now would not be found after a restart. */
  async guard(): Promise<void> {
    await this.#attempt((backend) => this.#verify(backend, 0))
    await this.#told(this.sealer.check())
  }

  /** Writes something and takes it back. Rejects while nothing could be written, or kept. */
  async probe(): Promise<void> {
    await this.guard()
    await this.#attempt((backend) => backend.tryOut())
  }

  room(): Promise<Room> {
    return this.#attempt((backend) => backend.room())
  }

  /** Writes everything anew: nothing stays of what was deleted. Takes twice as much room again. */
  rewrite(): Promise<void> {
    return this.#attempt((backend) => backend.rewrite())
  }

  /** Gives back what was freed. */
  shrink(): Promise<void> {
    return this.#attempt((backend) => backend.shrink())
  }

  async close(): Promise<void> {
    const backend = await this.#backend?.catch(() => null)
    this.#backend = null
    await backend?.close()
  }

  async #attempt<T>(act: (backend: Backend) => Promise<T>): Promise<T> {
    const deadline = performance.now() + PATIENCE_MS
    for (let tries = 1; ; tries++) {
      try {
        if (this.#damage) throw this.#damage
        const answer = await this.#noticeDamage(act(await this.#open()))
        this.#failure = null
        return answer
      } catch (cause) {
        if (cause instanceof ZnodeError) throw cause
        const isPatient = tries < FEW || performance.now() < deadline
        if (isBusy(cause) && isPatient) await sleep(PAUSE_MS)
        else throw this.#fail(cause)
      }
    }
  }

  /** What is damaged is used no more: it would only get worse. */
  #noticeDamage<T>(work: Promise<T>): Promise<T> {
    return work.catch((cause) => {
      const error = toStoreError(cause)
      if (error.isDamage && !(cause instanceof ZnodeError)) this.#damage ??= error
      throw cause
    })
  }

  #told<T>(work: Promise<T>): Promise<T> {
    return work.catch((cause) => {
      throw this.#fail(cause)
    })
  }

  #fail(cause: unknown): StoreError {
    const error = toStoreError(cause)
    this.#failure = error.message
    return error
  }

  async #verify(backend: Backend, within: number): Promise<void> {
    const now = performance.now()
    if (now - this.#verifiedAt < within) return
    await backend.verify()
    this.#verifiedAt = now
  }

  #open(): Promise<Backend> {
    this.#backend ??= this.#openPlace().catch((cause) => {
      const forget = () => {
        this.#backend = null
      }
      const { isDamage } = toStoreError(cause)
      if (isDamage) setTimeout(forget, DAMAGED_MS).unref()
      else forget()
      throw cause
    })
    return this.#backend
  }

  #openPlace(): Promise<Backend> {
    const place = this.#place
    if (place.kind === 'postgres') return openPostgres(place)
    return openFile(place, {
      ...this.#opening,
      sealer: this.sealer,
      damaged: (error) => {
        this.#damage = error
        this.#failure = error.message
      },
    })
  }
}
