import { BROWSERS } from '@/e2e/simulation/scenario/plan'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stage } from './stage'

/** A sweep of the live tree, and a little more (ms). */
const SWEEP_MS = 2_100
/** What a stream looked at is let go after its linger, and its half-open end (ms). */
const LINGER_MS = 45_000
/** Streams linger, then sessions idle, then nothing is left (ms). */
const LET_GO_MS = 30_000 + 2 * 60_000 + 5_000

/** What is read again and again is what somebody looks at, and nothing else (I10). */
export async function checkSweep({ clock, dashboard, faults, leftAt, report }: Stage) {
  dashboard.asked.clear()
  faults.calm = true
  await clock.pass(SWEEP_MS)
  const looked = new Set<ZnodePath>()
  for (const [stream, { nodes, parents }] of dashboard.interests) {
    const left = leftAt.get(stream)
    if (left !== undefined && clock.now() - left > LINGER_MS) continue
    for (const path of [...nodes, ...parents]) looked.add(path)
  }
  for (const path of dashboard.asked)
    if (!looked.has(path)) report(`${path} is read, but nobody looks at it`)
}

/** When everybody has left nothing stays behind: no stream, no session, no timer (I10). */
export async function checkLetGo(stage: Stage): Promise<void> {
  const { clock, dashboard, ensemble, report } = stage
  for (let place = 0; place < BROWSERS; place++) stage.leave(place)
  await clock.pass(LET_GO_MS)
  if (dashboard.streams.size > 0) report(`${dashboard.streams.size} streams are open for nobody`)
  if (ensemble.sessions.size > 0) report(`${ensemble.sessions.size} sessions are kept for nobody`)
  if (clock.pending > 0) report(`${clock.pending} timers are left although everybody has gone`)
}
