import type { ClusterConfig } from '@/lib/server/cluster/config'
import type {
  Intent,
  Outcome,
  Settle,
  WriteJournal,
} from '@/lib/server/cluster/write/write-context'
import { digestOfAcl, hashOf } from '@/lib/server/history/rows/content'
import type { AskZxid, Eras } from '@/lib/server/history/rows/eras'
import { unavailable } from '@/lib/server/history/rows/history-unavailable'
import type { Sealer } from '@/lib/server/store/database/sealer'
import { isDuplicate } from '@/lib/server/store/database/store-error'
import type { Store } from '@/lib/server/store/store'
import type { World } from '@/lib/server/zookeeper/session'
import { ZnodeError } from '@/lib/znode/znode-error'
import { type Pending, type Step, settle } from './record-outcome'

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
  /** Something was recorded. */
  readonly recorded: () => void
}

/** The steps of one write with their outcomes. */
type Settled = { readonly steps: readonly Step[]; readonly era: number }

/** An outcome that could not be stored is tried again after this (ms). */
const RETRY_MS = 500

/** The durable intents of one cluster's writes, and their outcomes (I7). */
export class Journal implements WriteJournal {
  readonly #around: Around
  readonly #inFlight = new Set<number>()
  /** Of writes that ended here without anybody knowing how. */
  readonly #inDoubt = new Set<number>()
  /** Known outcomes that the store did not take yet: nothing else is written before it does. */
  readonly #unsettled = new Set<Settled>()
  #retry: unknown

  constructor(around: Around) {
    this.#around = around
  }

  /** Whether the intent belongs to a write of this process that has not ended. */
  owns(intent: number): boolean {
    return this.#inFlight.has(intent)
  }

  /** Whether the write ended in this process, and nobody knows how. */
  doubts(intent: number): boolean {
    return this.#inDoubt.has(intent)
  }

  /** What became of it is known now. */
  forget(intent: number): void {
    this.#inDoubt.delete(intent)
  }

  begin = async (intents: readonly Intent[], attempt: string): Promise<Settle> => {
    const path = intents[0]?.path ?? ''
    const { eras, store, askZxid } = this.#around
    try {
      await store.guard()
      await this.#settleAll()
      const era = await store.use((db) => eras.current(db, askZxid))
      const pendings = await this.#insert(intents, attempt)
      return (outcomes) => this.#settle({ steps: pair(pendings, outcomes), era })
    } catch (cause) {
      if (!isDuplicate(cause)) throw unavailable(path, cause)
      throw new ZnodeError('invalid-request', path, { detail: 'This attempt was made before' })
    }
  }

  /** Stores what is known and not stored yet, as far as the store allows. */
  async close(): Promise<void> {
    this.#around.world.clearTimer(this.#retry)
    await this.#settleAll().catch(() => undefined)
  }

  async #insert(intents: readonly Intent[], attempt: string): Promise<Pending[]> {
    const { config, store, world } = this.#around
    const of = { cluster: config.id, attempt, started_at: world.wallClock() }
    const rows = intents.map((intent, step) => ({ ...of, ...rowOf(intent, store.sealer), step }))
    const made = await store.use((db) =>
      db.insertInto('intent').values(rows).returning(['id', 'step']).execute(),
    )
    const ids = new Map(made.map(({ id, step }) => [step, id]))
    return intents.map(({ path, op, author, seen, key, data, acl, replaced }, step) => {
      const intent = ids.get(step) ?? 0
      this.#inFlight.add(intent)
      const credit = { intent, ...author, session: key.sessionId }
      return { path, op, seen, credit, data, replaced, ...(acl && { acl }) }
    })
  }

  /** Never rejects: what ZooKeeper did is true, whether the store takes it now or later. */
  async #settle(settled: Settled): Promise<void> {
    if (settled.steps.some(({ outcome }) => outcome.kind === 'unknown')) this.#doubt(settled)
    else {
      this.#unsettled.add(settled)
      await this.#settleAll().catch(() => this.#retryLater())
    }
  }

  /** They stay open: `resolveOpenIntents` asks again until it knows. */
  #doubt({ steps }: Settled): void {
    for (const { pending } of steps) {
      this.#inFlight.delete(pending.credit.intent)
      this.#inDoubt.add(pending.credit.intent)
    }
  }

  async #settleAll(): Promise<void> {
    const { config, store, world } = this.#around
    for (const settled of this.#unsettled) {
      const { steps, era } = settled
      const { sealer } = store
      const now = world.wallClock()
      const ledger = { cluster: config.id, scope: config.history, era, sealer, now }
      await store.use((db) => settle(db, ledger, steps))
      this.#around.recorded()
      this.#unsettled.delete(settled)
      for (const { pending } of steps) this.#inFlight.delete(pending.credit.intent)
    }
  }

  #retryLater(): void {
    this.#around.world.clearTimer(this.#retry)
    this.#retry = this.#around.world.setTimer(() => {
      this.#settleAll().catch(() => this.#retryLater())
    }, RETRY_MS)
  }
}

function rowOf({ path, op, author, seen, data, acl, before, key }: Intent, sealer: Sealer) {
  return {
    ...{ path, op, person: author.person, reason: author.reason },
    version: seen?.version ?? null,
    czxid: seen?.czxid ?? null,
    before_zxid: before,
    value_hash: acl ? digestOfAcl(acl, sealer) : data && hashOf(data),
    session: key.sessionId,
    session_password: sealer.seal(key.password, key.sessionId),
  }
}

function pair(pendings: readonly Pending[], outcomes: readonly Outcome[]): Step[] {
  return pendings.flatMap((pending, index) => {
    const outcome = outcomes[index]
    return outcome ? { pending, outcome } : []
  })
}
