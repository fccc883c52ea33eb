import type { Stage } from '@/e2e/simulation/stage'

/** “Live” may be shown this long after the last answer of ZooKeeper, and two ticks (ms): I6. */
const LIVE_WITHIN_MS = 4_002
const EVERY_MS = 100

/** Looks at every pill every 100 ms: none may claim to be live without a recent answer (I6). */
export class LivenessCheck {
  readonly #stage: Stage
  #timer: unknown

  constructor(stage: Stage) {
    this.#stage = stage
    this.#plan()
  }

  stop(): void {
    this.#stage.clock.clearTimer(this.#timer)
  }

  #plan(): void {
    this.#timer = this.#stage.clock.setTimer(() => {
      this.#look()
      this.#plan()
    }, EVERY_MS)
  }

  #look(): void {
    const { clock, heard, openBrowsers, report } = this.#stage
    for (const { source, store, streamId } of openBrowsers) {
      if (store.clusterView().view !== 'live') continue
      // How long a message travelled is beyond what a browser can know.
      const age = clock.now() - heard - (source?.transit ?? 0)
      if (age > LIVE_WITHIN_MS)
        report(`${streamId} says live ${Math.round(age)} ms after the last answer`)
    }
  }
}
