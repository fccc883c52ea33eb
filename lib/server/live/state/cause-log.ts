import type { ClusterState } from '@/lib/api/cluster'
import type { Cause } from '@/lib/znode/cause'

/** One line of the log: what happened to a server, or to the cluster as a whole. */
export type CauseLine = {
  /** host:port; absent for the cluster. */
  readonly server?: string
  /** Null: well. */
  readonly cause: Cause | null
  readonly detail: string
  /** How often the same was left out since the line before. */
  readonly repeated?: number
}

/** The same is not said again so soon (ms). */
const QUIET_MS = 60_000

type Said = { at: number; repeated: number }

/** Writes a line whenever a cause changes; one that comes and goes is not a flood. */
export class CauseLog {
  readonly #write: (line: CauseLine) => void
  readonly #now: () => number
  readonly #current = new Map<string, Cause | null>()
  readonly #said = new Map<string, Said>()

  /** `now`: monotonic ms. */
  constructor(write: (line: CauseLine) => void, now: () => number) {
    this.#write = write
    this.#now = now
  }

  note({ state, cause, reason, servers }: Omit<ClusterState, 'gap'>): void {
    for (const { address, cause: why, detail } of servers)
      this.#change(address, why, { server: address, cause: why, detail })
    // A cluster nobody looks at is not judged; one that still begins has not failed.
    if (state === 'idle' || (state === 'connecting' && cause === null)) return
    this.#change('', cause, { cause, detail: reason ?? '' })
  }

  #change(key: string, cause: Cause | null, line: CauseLine): void {
    const before = this.#current.get(key)
    if (before === cause) return
    this.#current.set(key, cause)
    // That all is well is worth a line only where it was not.
    if (before === undefined && cause === null) return
    const said = this.#said.get(`${key} ${cause}`)
    if (said && this.#now() - said.at < QUIET_MS) {
      said.repeated += 1
      return
    }
    this.#said.set(`${key} ${cause}`, { at: this.#now(), repeated: 0 })
    this.#write(said?.repeated ? { ...line, repeated: said.repeated } : line)
  }
}
