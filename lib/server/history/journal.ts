import type { ClusterConfig } from '@/lib/server/cluster/config'
import type { Intent, Outcome, Settle, WriteJournal } from '@/lib/server/cluster/intent'
import type { Store } from '@/lib/server/store/store'
import type { World } from '@/lib/server/zookeeper/session'
import { hashOf } from './content'
import type { AskZxid, Eras } from './eras'
import { type Pending, settle } from './settle'
import { unavailable } from './unavailable'

export type JournalWorld = Pick<World, 'setTimer' | 'clearTimer'> & {
  /** ms since 1970. */
  readonly wallClock: () => number
}

type Around = {
  readonly config: ClusterConfig
  readonly store: Store
  readonly eras: Eras
  readonly askZxid: AskZxid
  readonly world: JournalWorld
}

type Settled = { readonly pending: Pending; readonly outcome: Outcome; readonly era: number }

/** An outcome that could not be stored is tried again after this (ms). */
const RETRY_MS = 500

/** The durable intents of one cluster's writes, and their outcomes (I7). */
export class Journal implements WriteJournal {
  readonly #around: Around
  readonly #inFlight = new Set<number>()
  /** Known outcomes that the store did not take yet: nothing else is written before it does. */
  readonly #unsettled = new Map<number, Settled>()
  #retry: unknown

  constructor(around: Around) {
    this.#around = around
  }

  /** Whether the intent belongs to a write of this process that has not ended. */
  owns(intent: number): boolean {
    return this.#inFlight.has(intent)
  }

  begin = async (intent: Intent): Promise<Settle> => {
    try {
      await this.#settleAll()
      const { eras, store, askZxid } = this.#around
      const era = await store.use((db) => eras.current(db, askZxid))
      const pending = await this.#insert(intent)
      return (outcome) => this.#settle({ pending, outcome, era })
    } catch (cause) {
      throw unavailable(intent.path, cause)
    }
  }

  /** Stores what is known and not stored yet, as far as the store allows. */
  async close(): Promise<void> {
    this.#around.world.clearTimer(this.#retry)
    await this.#settleAll().catch(() => undefined)
  }

  async #insert(intent: Intent): Promise<Pending> {
    const { config, store, world } = this.#around
    const { path, op, author, seen, data, before, key, replaced } = intent
    const { person, reason } = author
    const row = {
      ...{ cluster: config.id, path, op, person, reason },
      version: seen?.version ?? null,
      czxid: seen?.czxid ?? null,
      before_zxid: before,
      value_hash: data && hashOf(data),
      session: key.sessionId,
      session_password: key.password.toString('hex'),
      started_at: world.wallClock(),
    }
    const { id } = await store.use((db) =>
      db.insertInto('intent').values(row).returning('id').executeTakeFirstOrThrow(),
    )
    this.#inFlight.add(id)
    const credit = { intent: id, person, reason, session: key.sessionId }
    return { path, op, seen, credit, data, replaced }
  }

  /** Never rejects: what ZooKeeper did is true, whether the store takes it now or later. */
  async #settle(settled: Settled): Promise<void> {
    const { intent } = settled.pending.credit
    // It stays open: `resolveOpenIntents` asks again until it knows.
    if (settled.outcome.kind === 'unknown') this.#inFlight.delete(intent)
    else {
      this.#unsettled.set(intent, settled)
      await this.#settleAll().catch(() => this.#retryLater())
    }
  }

  async #settleAll(): Promise<void> {
    const { config, store, world } = this.#around
    for (const [intent, { pending, outcome, era }] of this.#unsettled) {
      const ledger = { cluster: config.id, scope: config.history, era, now: world.wallClock() }
      await store.use((db) => settle(db, ledger, pending, outcome))
      this.#unsettled.delete(intent)
      this.#inFlight.delete(intent)
    }
  }

  #retryLater(): void {
    this.#around.world.clearTimer(this.#retry)
    this.#retry = this.#around.world.setTimer(() => {
      this.#settleAll().catch(() => this.#retryLater())
    }, RETRY_MS)
  }
}
