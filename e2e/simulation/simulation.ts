import type { ZnodePath } from '@/lib/znode/path'
import { Browser } from './browser'
import { Chance } from './chance'
import { Dashboard } from './dashboard'
import { Ensemble } from './ensemble'
import type { Network } from './event-source'
import { Faults } from './faults'
import { ForeignClients } from './foreign-clients'
import { LivenessCheck } from './liveness-check'
import { Observer } from './observer'
import { BROWSERS, type Plan, type Step } from './plan'
import { NO_SEAMS, type Seams } from './seams'
import type { Surroundings } from './transport'
import { difference } from './truth'
import { VirtualClock } from './virtual-clock'

/** A connection that died in silence is noticed by now (ms). */
const SURFACE_MS = 5_000
/** After this long without faults every screen says it is live again (ms). */
const HEALED_WITHIN_MS = 40_000
/** After this long without changes every open view is true (ms): I1. */
const QUIET_MS = 5_000
/** A sweep of the live tree, and a little more (ms). */
const SWEEP_MS = 2_100
/** Streams linger, then sessions idle, then nothing is left (ms). */
const LET_GO_MS = 30_000 + 2 * 60_000 + 5_000

/** One story: the real live tree and the real browser stores between fakes of everything else. */
export class Simulation {
  readonly #plan: Plan
  readonly #seams: Seams
  readonly #clock = new VirtualClock()
  readonly #chance: Chance
  readonly #faults: Faults
  readonly #ensemble: Ensemble
  readonly #clients: ForeignClients
  readonly #surroundings: Surroundings
  readonly #network: Network
  readonly #liveness: LivenessCheck
  readonly #browsers: Array<Browser | undefined> = []
  readonly #leftAt = new Map<string, number>()
  #dashboard: Dashboard
  #pages = 0
  #violation: string | undefined

  constructor(plan: Plan, seams: Seams = NO_SEAMS) {
    this.#plan = plan
    this.#seams = seams
    this.#chance = new Chance(plan.seed)
    const clock = this.#clock
    const chance = this.#chance
    this.#faults = new Faults(clock, chance, plan.climate)
    const faults = this.#faults
    this.#ensemble = new Ensemble(clock, chance)
    this.#clients = new ForeignClients(this.#ensemble)
    const { reachable } = faults
    this.#surroundings = { clock, chance, ensemble: this.#ensemble, weather: faults, reachable }
    this.#dashboard = this.#newDashboard()
    const report = (violation: string) => this.#report(violation)
    const dashboard = () => this.#dashboard
    this.#network = { clock, chance, weather: faults, dashboard, request: faults.request, report }
    this.#liveness = new LivenessCheck(clock, dashboard, () => this.#browsers, report)
  }

  /** Runs the story; answers the first violation of an invariant, if there is one. */
  async run(): Promise<string | undefined> {
    this.#clients.write(BEGINNING, false)
    for (let page = 0; page < BROWSERS - 1; page++) this.#arrive(page)
    for (const step of this.#plan.steps) {
      this.#chance.reseed(this.#plan.seed, step.place)
      await this.#do(step)
      await this.#clock.pass(step.pause)
      if (this.#violation) return `step ${step.place}: ${this.#violation}`
    }
    await this.#settle()
    await this.#checkSweep()
    if (this.#plan.seed % 4 === 0) await this.#checkLetGo()
    return this.#violation && `at the end: ${this.#violation}`
  }

  #report(violation: string): void {
    this.#violation ??= `${violation} (after ${Math.round(this.#clock.now())} ms)`
  }

  async #do(step: Step): Promise<void> {
    if ('browser' in step) this.#inBrowser(step)
    else if ('purpose' in step) this.#dashboard.session(step.purpose)?.transport[step.does](step.ms)
    else if (step.does === 'storm') await this.#storm(step.rounds)
    else if (step.does === 'settle') await this.#settle()
    else if (step.does === 'restart') await this.#restart()
    else if (step.does !== 'rest') this.#outside(step)
  }

  #outside(
    step: Extract<Step, { does: 'write' | 'wipe' | 'lag' | 'unreachable' | 'offline' }>,
  ): void {
    switch (step.does) {
      case 'write':
        this.#clients.write(step.writings, step.together)
        break
      case 'wipe':
        this.#ensemble.wipe()
        break
      case 'lag':
        this.#lag(step.server, step.ms)
        break
      case 'unreachable':
      case 'offline':
        this.#faults[step.does](step.ms)
    }
  }

  async #storm(rounds: number): Promise<void> {
    for (let round = 0; round < rounds * 2; round++) {
      this.#clients.flood(round)
      await this.#clock.pass(60)
    }
  }

  #inBrowser(step: Extract<Step, { browser: number }>): void {
    const browser = this.#browsers[step.browser]
    const stream = browser?.source?.stream
    switch (step.does) {
      case 'arrive':
        this.#arrive(step.browser)
        break
      case 'leave':
        this.#leave(step.browser)
        break
      case 'toggle':
      case 'scroll':
      case 'select':
        browser?.[step.does](step.row)
        break
      case 'timeline':
        browser?.store.followTimeline(step.scope)
        break
      case 'cut-stream':
        stream?.cut(true)
        break
      case 'stall-stream':
        stream?.stall(step.ms)
        break
      case 'half-open-stream':
        if (step.ms > 5_000) stream?.freeze()
        else stream?.cut(false)
    }
  }

  #newDashboard(): Dashboard {
    return new Dashboard(this.#surroundings, this.#plan.climate.hasWatches, this.#seams)
  }

  #arrive(page: number): void {
    if (this.#browsers[page]) return
    this.#pages += 1
    const id = `page-${this.#pages}`
    const browser = new Browser(this.#network, id, this.#seams)
    new Observer(browser, this.#ensemble, (violation) =>
      this.#report(`browser ${page}: ${violation}`),
    )
    this.#browsers[page] = browser
  }

  #leave(page: number): void {
    const browser = this.#browsers[page]
    if (!browser) return
    this.#leftAt.set(browser.streamId, this.#clock.now())
    browser.leave()
    this.#browsers[page] = undefined
  }

  #lag(server: number, ms: number): void {
    const lagging = this.#ensemble.servers[server]
    if (lagging) lagging.lag = ms
  }

  async #restart(): Promise<void> {
    const before = this.#dashboard
    await before.stop()
    this.#dashboard = this.#newDashboard()
    for (const browser of this.#browsers) browser?.source?.stream?.cut(true)
  }

  /** Faults end; soon every screen is live, and after five quiet seconds true (I1). */
  async #settle(): Promise<void> {
    this.#faults.calm = true
    const open = () => this.#browsers.flatMap((browser) => browser ?? [])
    const isLive = ({ store }: Browser) => store.clusterView().view === 'live'
    const end = this.#clock.now() + HEALED_WITHIN_MS
    await this.#clock.pass(SURFACE_MS)
    while (!open().every(isLive) && this.#clock.now() < end) await this.#clock.pass(250)
    await this.#clock.pass(QUIET_MS)
    for (const browser of open()) {
      const found = difference(browser, this.#ensemble)
      if (found) this.#report(`${browser.streamId}: ${found}`)
    }
    const { viewers } = this.#dashboard.live
    if (viewers !== open().length)
      this.#report(`${viewers} streams are seated, of ${open().length} browsers`)
    this.#faults.calm = false
  }

  /** What is read again and again is what somebody looks at, and nothing else. */
  async #checkSweep(): Promise<void> {
    const session = this.#dashboard.session('watch')
    if (!session) return
    session.asked.clear()
    this.#faults.calm = true
    await this.#clock.pass(SWEEP_MS)
    const looked = new Set<ZnodePath>()
    for (const [stream, { nodes, parents }] of this.#dashboard.interests) {
      const leftAt = this.#leftAt.get(stream)
      if (leftAt !== undefined && this.#clock.now() - leftAt > 45_000) continue
      for (const path of [...nodes, ...parents]) looked.add(path)
    }
    for (const path of session.asked)
      if (!looked.has(path)) this.#report(`${path} is read, but nobody looks at it`)
  }

  /** When everybody has left nothing stays behind: no session, no timer. */
  async #checkLetGo(): Promise<void> {
    for (let page = 0; page < BROWSERS; page++) this.#leave(page)
    this.#liveness.stop()
    await this.#clock.pass(LET_GO_MS)
    if (this.#dashboard.session('watch')) this.#report('The watch session is kept for nobody')
    const { pending } = this.#clock
    if (pending > 0) this.#report(`${pending} timers are left although everybody has gone`)
  }
}

const BEGINNING = (['/a', '/b', '/a/a', '/a/b', '/b/c'] as ZnodePath[]).map((path) => ({
  op: 'create' as const,
  path,
}))
