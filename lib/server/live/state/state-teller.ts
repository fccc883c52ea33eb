import type { ClusterState } from '@/lib/api/cluster'
import type { Recent } from '@/lib/server/live/cache/recent'
import type { CauseLog } from './cause-log'

type Surroundings = {
  readonly state: () => Omit<ClusterState, 'gap'>
  readonly broadcast: (state: ClusterState) => void
  readonly recent: Recent
  readonly log: CauseLog
  /** ms since 1970. */
  readonly wallClock: () => number
}

/** Tells what the state pill may claim, at once when that changed, and remembers the outages. */
export class StateTeller {
  readonly #around: Surroundings
  #told = ''
  #wasLive = false

  constructor(around: Surroundings) {
    this.#around = around
  }

  /** The state as it is now. */
  state(): ClusterState {
    const state = this.#around.state()
    this.#note(state)
    this.#around.log.note(state)
    return { ...state, gap: this.#around.recent.gap }
  }

  /** `always`: also when nothing changed. */
  tell(always = false): void {
    const { broadcast } = this.#around
    const state = this.state()
    const gist = gistOf(state)
    if (!always && gist === this.#told) return
    this.#told = gist
    broadcast(state)
  }

  /** Nobody looks any more, so that what happens goes unseen. */
  rest(): void {
    const { recent, wallClock } = this.#around
    if (this.#wasLive) recent.breaks(wallClock(), 'unwatched')
    this.#wasLive = false
  }

  #note({ state, lastContact }: Omit<ClusterState, 'gap'>): void {
    const { recent, wallClock } = this.#around
    const isLive = state === 'live'
    if (isLive) recent.goesOn()
    else if (this.#wasLive) recent.breaks(wallClock() - (lastContact ?? 0), 'no-contact')
    this.#wasLive = isLive
  }
}

/** What of a state is worth a message of its own. */
function gistOf({ sessions, servers, ...state }: ClusterState): string {
  const { feed, readOnly, session, server, cause, gap } = state
  const statuses = Object.values(sessions).map(({ status, cause: why }) => `${status} ${why}`)
  const causes = servers.map(({ address, cause: why }) => `${address} ${why}`)
  const rest = [feed, readOnly, session, server, cause, gap?.from, gap?.to]
  return [state.state, ...rest, ...statuses, ...causes].join()
}
