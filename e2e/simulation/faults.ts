import type { Chance } from './chance'
import type { Climate } from './plan'
import type { VirtualClock } from './virtual-clock'
import type { Weather } from './wire'

/** What goes wrong between the parts, until it is calm. */
export class Faults implements Weather {
  readonly #clock: VirtualClock
  readonly #chance: Chance
  readonly #climate: Climate
  #unreachableUntil = 0
  #offlineUntil = 0
  calm = false

  constructor(clock: VirtualClock, chance: Chance, climate: Climate) {
    this.#clock = clock
    this.#chance = chance
    this.#climate = climate
  }

  /** For the connections of sessions and streams: how long a packet travels. */
  delay = (): number => {
    const slow = !this.calm && this.#chance.odds(this.#climate.slow)
    return this.#chance.between(1, slow ? 900 : 12)
  }

  cutAfter = (messages: number): number | undefined =>
    !this.calm && this.#chance.odds(this.#climate.cut)
      ? this.#chance.between(0, messages)
      : undefined

  /** Whether ZooKeeper can be connected to. */
  reachable = (): boolean => this.calm || this.#clock.now() >= this.#unreachableUntil

  /** How a request of a browser fares. */
  request = (): 'arrives' | 'lost' | 'refused' => {
    if (this.calm) return 'arrives'
    if (this.#clock.now() < this.#offlineUntil) return 'lost'
    return this.#chance.odds(this.#climate.http)
      ? this.#chance.pick(['lost', 'refused'])
      : 'arrives'
  }

  unreachable(ms: number): void {
    this.#unreachableUntil = this.#clock.now() + ms
  }

  offline(ms: number): void {
    this.#offlineUntil = this.#clock.now() + ms
  }
}
