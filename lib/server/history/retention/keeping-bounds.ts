import { readMeta, writeMeta } from '@/lib/server/store/database/meta'
import type { Store } from '@/lib/server/store/store'
import { type Dropped, dropOld, makeRoom } from './retention'
import { type Distrust, TrustedClock } from './trusted-clock'

type Around = {
  readonly store: Store
  readonly retention: {
    /** How long a change is kept (ms). */
    readonly ms: number
    /** What the history may take of the disk (bytes). */
    readonly bytes: number
  }
  readonly clocks: ConstructorParameters<typeof TrustedClock>[0]
  readonly tell: {
    /** Something was let go of, and why. */
    dropped: (why: 'age' | 'room', dropped: Dropped) => void
    /** Nothing is dropped by age, because the machine's clock is not believed. */
    distrusted: (why: Distrust) => void
  }
}

/** What the database keeps of the clock: the last time that was believed. */
const BELIEVED = 'believed-time'
/** So much may be recorded between two looks at the room it takes (parts of the bound). */
const UNSEEN = 0.02

/** Keeps the history within its bounds: in room while it is recorded, in age every hour. */
export class KeepingBounds {
  readonly clock: TrustedClock
  readonly #around: Around
  #recorded = Number.POSITIVE_INFINITY
  #taken: number | null = null
  #making: Promise<void> | null = null
  #believed: Promise<number> | null = null

  constructor(around: Around) {
    this.#around = around
    this.clock = new TrustedClock(around.clocks)
  }

  /**
   * So many bytes are about to be recorded: makes room for them first. Rejects while the store is
   * away.
   */
  async expect(bytes: number): Promise<void> {
    this.#recorded += bytes
    if (this.#recorded < this.#around.retention.bytes * UNSEEN) return
    await this.makeRoom()
  }

  /** Rejects while the store is away. */
  async makeRoom(): Promise<void> {
    this.#making ??= this.#makeRoom().finally(() => {
      this.#making = null
    })
    await this.#making
  }

  /** What the database takes of the disk, as it was measured last, and what it may take (bytes). */
  get room(): { readonly taken: number | null; readonly most: number } {
    return { taken: this.#taken, most: this.#around.retention.bytes }
  }

  async #makeRoom(): Promise<void> {
    const { store, retention, tell } = this.#around
    const { taken, ...dropped } = await makeRoom(store, retention.bytes)
    this.#taken = taken
    this.#recorded = 0
    if (dropped.versions + dropped.intents > 0) tell.dropped('room', dropped)
  }

  /** Lets go of what is too old, where that can be told. Rejects while the store is away. */
  async dropOld(): Promise<void> {
    const { store, retention, tell } = this.#around
    const judged = this.clock.judge(await this.#lastBelieved())
    if ('why' in judged) {
      tell.distrusted(judged.why)
      return
    }
    const { time: now } = judged
    await store.use((db) => writeMeta(db, BELIEVED, String(now)))
    const dropped = await dropOld(store, { notBefore: now - retention.ms, now })
    if (dropped.versions + dropped.intents > 0) tell.dropped('age', dropped)
  }

  /** What was believed before this process began, or else when it recorded last. */
  #lastBelieved(): Promise<number> {
    this.#believed ??= this.#readBelieved().catch((error) => {
      this.#believed = null
      throw error
    })
    return this.#believed
  }

  async #readBelieved(): Promise<number> {
    return await this.#around.store.use(async (db) => {
      const believed = await readMeta(db, BELIEVED)
      if (believed !== undefined) return Number(believed)
      const newest = await db
        .selectFrom('version')
        .select('recorded_at')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
      const first = newest?.recorded_at ?? this.#around.clocks.wallClock()
      await writeMeta(db, BELIEVED, String(first))
      return first
    })
  }

  /** Takes down what is believed, before anything is recorded by the clock of this process. */
  async begin(): Promise<void> {
    await this.#lastBelieved()
  }
}
