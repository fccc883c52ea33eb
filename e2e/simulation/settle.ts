import { difference } from '@/e2e/simulation/checks/truth'
import type { Browser } from '@/e2e/simulation/product/browser'
import type { Stage } from './stage'

/** A connection that died in silence is noticed by now (ms). */
const SURFACE_MS = 5_000
/** After this long without faults every screen says it is live again (ms). */
const HEALED_WITHIN_MS = 40_000
/** After this long without changes every open view is true (ms): I1. */
const QUIET_MS = 5_000

/** Faults end; soon every screen is live, and after five quiet seconds true (I1). */
export async function settle(stage: Stage): Promise<void> {
  const { clock, faults, ensemble } = stage
  faults.calm = true
  ensemble.catchUp()
  const isLive = ({ store }: Browser) => store.clusterView().view === 'live'
  const end = clock.now() + HEALED_WITHIN_MS
  await clock.pass(SURFACE_MS)
  while (!stage.openBrowsers.every(isLive) && clock.now() < end) await clock.pass(250)
  await clock.pass(QUIET_MS)
  for (const browser of stage.openBrowsers) {
    const found = difference(browser, ensemble)
    if (found) stage.report(`${browser.streamId}: ${found}`)
  }
  const { viewers } = stage.dashboard.live
  if (viewers !== stage.openBrowsers.length)
    stage.report(`${viewers} streams are seated, of ${stage.openBrowsers.length} browsers`)
  faults.calm = false
}
