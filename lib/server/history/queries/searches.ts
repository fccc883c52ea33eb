import { FairQueue } from '@/lib/server/collections/fair-queue'
import { unavailable } from '@/lib/server/history/rows/history-unavailable'
import type { Sealer } from '@/lib/server/store/database/sealer'
import type { Db, Store } from '@/lib/server/store/store'
import { ZnodeError } from '@/lib/znode/znode-error'

/** Who searches, and until when. */
export type Searcher = {
  /** Their session. */
  readonly party: string
  /** They have left. */
  readonly signal: AbortSignal
}

/** A search that goes on step by step, so that others get their turn between. */
export type Search = {
  /** Of what is sealed in the store. */
  readonly sealer: Sealer
  /** Asks the store when its turn comes; a step takes some ms. */
  readonly step: <T>(ask: (db: Db) => Promise<T>) => Promise<T>
  /** How much of its time is over: 1 and more when it has to end with what it found. */
  readonly spent: () => number
}

/** A search ends after this (ms), with what it found and how far it came. */
const SEARCH_MS = 1_500
/** Searches of one session that wait for the one before. */
const MOST_WAITING = 15

/** The searches of all people: one per session at a time, and their steps in turns (I9). */
export class Searches {
  readonly #store: Store
  readonly #now: () => number
  readonly #steps = new FairQueue<() => void>()
  readonly #sessions = new Map<string, { waiting: number; last: Promise<unknown> }>()
  #isBusy = false

  /** `now`: monotonic ms. */
  constructor(store: Store, now: () => number) {
    this.#store = store
    this.#now = now
  }

  /**
   * Runs a search of that session after those it asked for before. Rejects with `too-many` when
   * several wait already, and with `history-unavailable`.
   */
  async run<T>({ party, signal }: Searcher, search: (search: Search) => Promise<T>): Promise<T> {
    const session = this.#sessions.get(party) ?? { waiting: 0, last: Promise.resolve() }
    if (session.waiting > MOST_WAITING)
      throw new ZnodeError('too-many', '', { detail: 'Searches of this session wait already' })
    session.waiting += 1
    this.#sessions.set(party, session)
    const running = session.last.then(() => this.#begin({ party, signal }, search))
    session.last = running.catch(() => undefined)
    try {
      return await running
    } finally {
      session.waiting -= 1
      if (session.waiting === 0) this.#sessions.delete(party)
    }
  }

  async #begin<T>({ party, signal }: Searcher, search: (search: Search) => Promise<T>): Promise<T> {
    const start = this.#now()
    const spent = () => (signal.aborted ? 1 : (this.#now() - start) / SEARCH_MS)
    try {
      const { sealer } = this.#store
      return await search({ spent, sealer, step: (ask) => this.#step(party, ask) })
    } catch (cause) {
      throw unavailable('', cause)
    }
  }

  async #step<T>(party: string, ask: (db: Db) => Promise<T>): Promise<T> {
    await new Promise<void>((resolve) => {
      this.#steps.push(party, resolve)
      this.#next()
    })
    try {
      return await this.#store.read(ask)
    } finally {
      this.#isBusy = false
      this.#next()
    }
  }

  #next(): void {
    if (this.#isBusy) return
    const go = this.#steps.shift()
    this.#isBusy = go !== undefined
    go?.()
  }
}
