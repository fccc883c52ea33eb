import type { Browser } from './browser'
import type { Dashboard } from './dashboard'
import type { VirtualClock } from './virtual-clock'

/** “Live” may be shown this long after the last answer of ZooKeeper (ms): I6. */
const LIVE_WITHIN_MS = 4_000
const EVERY_MS = 100

/** Looks at every pill every 100 ms: none may claim to be live without a recent heartbeat (I6). */
export class LivenessCheck {
  #proof = Number.NEGATIVE_INFINITY
  #stopped = false

  constructor(
    clock: VirtualClock,
    dashboard: () => Dashboard,
    browsers: () => ReadonlyArray<Browser | undefined>,
    report: (violation: string) => void,
  ) {
    const look = () => {
      if (this.#stopped) return
      const heard = dashboard().session('watch')?.transport.lastHeard ?? this.#proof
      this.#proof = Math.max(this.#proof, heard)
      for (const browser of browsers()) {
        if (browser?.store.clusterView().view !== 'live') continue
        // How long a message travelled is beyond what a browser can know.
        const age = clock.now() - this.#proof - (browser.source?.transit ?? 0)
        if (age > LIVE_WITHIN_MS)
          report(`${browser.streamId} says live ${age} ms after the last heartbeat`)
      }
      clock.setTimer(look, EVERY_MS)
    }
    clock.setTimer(look, EVERY_MS)
  }

  stop(): void {
    this.#stopped = true
  }
}
