import type { Browser } from '@/e2e/simulation/product/browser'
import { openParents } from '@/lib/tree/tree'
import type { Stage } from './stage'

/** “Live” may be shown this long after the last answer of ZooKeeper, and two ticks (ms): I6. */
const LIVE_WITHIN_MS = 4_002
/** What came on a screen may be on its way to the server for so long, and two looks (ms). */
const TOLD_WITHIN_MS = 2_200
const EVERY_MS = 100

/**
 * Looks at every pill every 100 ms: none may claim to be live without a recent answer, nor over a
 * screen that is not followed (I6).
 */
export class LivenessCheck {
  readonly #stage: Stage
  /** Since when a screen whose pill says live shows more than was taken last (ms). */
  readonly #unfollowed = new Map<string, { readonly taken: unknown; readonly since: number }>()
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
    for (const browser of openBrowsers) {
      const { source, store, streamId } = browser
      if (store.clusterView().view !== 'live' || this.#isFollowed(browser))
        this.#unfollowed.delete(streamId)
      else if (clock.now() - this.#unfollowedSince(streamId) > TOLD_WITHIN_MS)
        report(`${streamId} says live over a screen that nobody follows`)
      if (store.clusterView().view !== 'live') continue
      // How long a message travelled is beyond what a browser can know.
      const age = clock.now() - heard - (source?.transit ?? 0)
      if (age > LIVE_WITHIN_MS)
        report(`${streamId} says live ${Math.round(age)} ms after the last answer`)
    }
  }

  /** Whatever is taken, the time for what came since begins anew. */
  #unfollowedSince(stream: string): number {
    const taken = this.#stage.lastTaken(stream)
    const known = this.#unfollowed.get(stream)
    if (known && known.taken === taken) return known.since
    const since = this.#stage.clock.now()
    this.#unfollowed.set(stream, { taken, since })
    return since
  }

  /** Whether the process that serves took all of that screen for what it follows. */
  #isFollowed({ store, streamId, visible, watched }: Browser): boolean {
    const followed = this.#stage.dashboard.followed.get(streamId)
    if (!followed) return false
    const parents = openParents(store.children.tree)
    return (
      [...visible, ...watched].every((path) => followed.nodes.has(path)) &&
      [...parents].every((path) => followed.parents.has(path))
    )
  }
}
