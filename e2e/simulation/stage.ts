import type { Network } from '@/e2e/simulation/product/event-source'
import { ForeignClients } from '@/e2e/simulation/scenario/foreign-clients'
import { BROWSERS, type Plan } from '@/e2e/simulation/scenario/plan'
import { Chance } from '@/e2e/simulation/time/chance'
import { VirtualClock } from '@/e2e/simulation/time/virtual-clock'
import type { ZnodePath } from '@/lib/znode/path'
import { Observer } from './checks/observer'
import { Faults } from './network/faults'
import type { Terrain } from './network/link'
import { Browser } from './product/browser'
import { Dashboard } from './product/dashboard'
import type { Seams } from './seams'
import { Ensemble } from './zookeeper/ensemble'

/** Everything a story happens to: the real live engine between fakes of its surroundings. */
export class Stage {
  readonly clock = new VirtualClock()
  readonly chance: Chance
  readonly faults: Faults
  readonly ensemble: Ensemble
  readonly clients: ForeignClients
  readonly browsers: Array<Browser | undefined> = []
  /** When streams left for good (ms). */
  readonly leftAt = new Map<string, number>()
  readonly #seams: Seams
  readonly #terrain: Terrain
  readonly #network: Network
  #dashboard: Dashboard
  #heardBefore = Number.NEGATIVE_INFINITY
  readonly #takenBefore = new Map<string, unknown>()
  #pages = 0
  /** The first thing that must never happen. */
  violation: string | undefined

  constructor({ seed, climate }: Pick<Plan, 'seed' | 'climate'>, seams: Seams) {
    this.#seams = seams
    const { clock } = this
    this.chance = new Chance(seed)
    this.faults = new Faults(clock, this.chance, climate)
    this.ensemble = new Ensemble(clock, this.chance, climate)
    this.clients = new ForeignClients(this.ensemble)
    const { reachable, mishap, request, interestRefusal } = this.faults
    this.#terrain = { clock, weather: this.faults, ensemble: this.ensemble, reachable, mishap }
    this.#dashboard = this.#newDashboard()
    this.#network = {
      clock,
      chance: this.chance,
      weather: this.faults,
      dashboard: () => this.#dashboard,
      request,
      interestRefusal,
      report: this.report,
    }
    this.clients.write(BEGINNING, false)
    for (let page = 0; page < BROWSERS - 1; page++) this.arrive(page)
  }

  get dashboard(): Dashboard {
    return this.#dashboard
  }

  /** When ZooKeeper answered a watch session last (ms). */
  get heard(): number {
    return Math.max(this.#heardBefore, this.#dashboard.heard)
  }

  /** The screen of `stream` that any process took last, also one that serves no more. */
  lastTaken(stream: string): unknown {
    return this.#dashboard.followed.get(stream) ?? this.#takenBefore.get(stream)
  }

  get openBrowsers(): Browser[] {
    return this.browsers.flatMap((browser) => browser ?? [])
  }

  report = (violation: string): void => {
    this.violation ??= `${violation} (after ${Math.round(this.clock.now())} ms)`
  }

  /** Somebody opens a page in that place, unless there is one. */
  arrive(place: number): void {
    if (this.browsers[place]) return
    this.#pages += 1
    const browser = new Browser(this.#network, streamIdOf(this.#pages), this.#seams)
    new Observer(browser, this.ensemble, (violation) =>
      this.report(`browser ${place}: ${violation}`),
    )
    this.browsers[place] = browser
  }

  /** The page in that place is closed. */
  leave(place: number): void {
    const browser = this.browsers[place]
    if (!browser) return
    this.leftAt.set(browser.streamId, this.clock.now())
    browser.leave()
    this.browsers[place] = undefined
  }

  /** Another process serves from now on. `killed`: the one before had no time to say goodbye. */
  async restart(killed: boolean): Promise<void> {
    const before = this.#dashboard
    if (killed) before.crash()
    else await this.#while(before.stop())
    this.#heardBefore = this.heard
    for (const [stream, taken] of before.followed) this.#takenBefore.set(stream, taken)
    this.#dashboard = this.#newDashboard()
    for (const browser of this.openBrowsers) browser.source?.stream?.cut(true)
  }

  /** Whatever holds on to the real world lets go. */
  close(): void {
    for (const place of this.browsers.keys()) this.leave(place)
  }

  /** Lets time pass until `done`. */
  async #while(done: Promise<void>): Promise<void> {
    let isDone = false
    void done.then(() => {
      isDone = true
    })
    await this.clock.pass(0)
    while (!isDone) await this.clock.pass(10)
  }

  #newDashboard(): Dashboard {
    return new Dashboard(this.#terrain, this.chance, this.#seams)
  }
}

function streamIdOf(page: number): string {
  return `00000000-0000-4000-8000-${String(page).padStart(12, '0')}`
}

const BEGINNING = (['/a', '/b', '/a/a', '/a/b', '/b/c'] as ZnodePath[]).map((path) => ({
  op: 'create' as const,
  path,
}))
