import 'server-only'
import { unavailable } from '@/lib/server/history/rows/history-unavailable'
import { StoreError } from '@/lib/server/store/database/store-error'
import type { Store } from '@/lib/server/store/store'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { LiveCluster } from './clusters'

type Around = {
  readonly store: Pick<Store, 'probe'>
  readonly clusters: readonly Pick<LiveCluster, 'gateway'>[]
  /** Monotonic ms. */
  readonly now: () => number
}

/** How long a judgement stands (ms): anybody may ask, and each one writes to the database. */
const STANDS_MS = 1_000
/** Who asks for readiness does not wait long (ms). */
const DEADLINE_MS = 2_500

/** Whether people should be sent here. */
export class Readiness {
  readonly #around: Around
  #judged: { readonly at: number; readonly verdict: Promise<void> } | null = null
  #hasReached = false

  constructor(around: Around) {
    this.#around = around
  }

  /**
   * Rejects with `history-unavailable` while no write could be recorded, and with `not-live` until
   * a cluster was reached for the first time: an outage later on is for the screen to tell.
   */
  check(): Promise<void> {
    const now = this.#around.now()
    if (this.#judged === null || now - this.#judged.at > STANDS_MS)
      this.#judged = { at: now, verdict: this.#judge() }
    return this.#judged.verdict
  }

  async #judge(): Promise<void> {
    await Promise.all([this.#record(), this.#reach()])
  }

  async #record(): Promise<void> {
    const silent = new StoreError('The database does not answer', null)
    try {
      await within(this.#around.store.probe(), silent)
    } catch (cause) {
      throw unavailable('', cause)
    }
  }

  async #reach(): Promise<void> {
    if (this.#hasReached) return
    const { clusters } = this.#around
    const unreached = new ZnodeError('not-live', '', { detail: 'No cluster was reached yet' })
    const reaching = clusters.map(({ gateway }) => gateway.connected('read'))
    await within(Promise.any(reaching), unreached).catch(() => {
      throw unreached
    })
    this.#hasReached = true
  }
}

async function within(work: Promise<unknown>, late: Error): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late), DEADLINE_MS)
  })
  try {
    await Promise.race([work, deadline])
  } finally {
    clearTimeout(timer)
  }
}
