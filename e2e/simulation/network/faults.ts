import type { Climate } from '@/e2e/simulation/scenario/plan'
import type { Chance } from '@/e2e/simulation/time/chance'
import type { VirtualClock } from '@/e2e/simulation/time/virtual-clock'
import type { Server } from '@/e2e/simulation/zookeeper/server'
import type { Weather } from './wire'

/** How a request of a browser fares; what is overdue arrives when nobody waits any more. */
export type Fate = 'arrives' | 'lost' | 'overdue' | 'refused'

const THROTTLED = -127

/** What goes wrong between the parts, until it is calm. */
export class Faults implements Weather {
  readonly #clock: VirtualClock
  readonly #chance: Chance
  readonly #climate: Climate
  #unreachableUntil = 0
  #offlineUntil = 0
  /** How interests of a stream are answered, and until when (ms). */
  readonly #refusals = new Map<string, { readonly status: number; readonly until: number }>()
  calm = false

  constructor(clock: VirtualClock, chance: Chance, climate: Climate) {
    this.#clock = clock
    this.#chance = chance
    this.#climate = climate
  }

  delay = (): number => {
    const slow = !this.calm && this.#chance.odds(this.#climate.slow)
    return this.#chance.between(1, slow ? 900 : 12)
  }

  cutAfter = (bytes: number): number | undefined =>
    !this.calm && this.#chance.odds(this.#climate.cut) ? this.#chance.between(0, bytes) : undefined

  /** Whether `server` can be connected to. */
  reachable = (server: Server): boolean => {
    const now = this.#clock.now()
    return this.calm || (now >= this.#unreachableUntil && now >= server.downUntil)
  }

  /** The error number that a read of ZooKeeper fails with; 0: it does not. */
  mishap = (): number => (!this.calm && this.#chance.odds(this.#climate.mishap) ? THROTTLED : 0)

  request = (): Fate => {
    if (this.calm) return 'arrives'
    if (this.#clock.now() < this.#offlineUntil) return 'lost'
    return this.#chance.odds(this.#climate.http)
      ? this.#chance.pick(['lost', 'overdue', 'refused'])
      : 'arrives'
  }

  /** The status that an interest of `stream` is refused with; undefined: it is not. */
  interestRefusal = (stream: string): number | undefined => {
    const refusal = this.#refusals.get(stream)
    return !this.calm && refusal && this.#clock.now() < refusal.until ? refusal.status : undefined
  }

  refuseInterest(stream: string, status: number, ms: number): void {
    this.#refusals.set(stream, { status, until: this.#clock.now() + ms })
  }

  /** No server can be connected to for `ms`. */
  unreachable(ms: number): void {
    this.#unreachableUntil = this.#clock.now() + ms
  }

  /** No browser reaches the dashboard for `ms`. */
  offline(ms: number): void {
    this.#offlineUntil = this.#clock.now() + ms
  }
}
