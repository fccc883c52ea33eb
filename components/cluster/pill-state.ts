import type { ClusterView } from '@/lib/client/live/cluster-view'

export type PillState =
  | 'live'
  | 'polling'
  | 'connecting'
  | 'catching-up'
  | 'no-contact'
  | 'refused'
  | 'cannot-read'
  | 'cannot-write'
  | 'not-following'
  | 'reconnecting'
  | 'crowded'

type Judged = Pick<ClusterView, 'view' | 'feed' | 'missing' | 'cause' | 'sessions' | 'age'>

/** The one word for the connection: “live” only where the view proved it (I6), else what lacks most. */
export function pillState(judged: Judged): PillState {
  const { view, feed, missing } = judged
  if (view === 'live') return feed === 'poll' ? 'polling' : 'live'
  if (view !== 'connecting' && view !== 'paused') return view
  // The last answer may be young, and yet there is no connection any more.
  if (isUnplugged(judged)) return withoutHeartbeat(judged)
  switch (missing.find(({ part }) => part !== 'stream')?.part) {
    case 'heartbeat':
      return withoutHeartbeat(judged)
    case 'reading':
      return 'cannot-read'
    case 'writing':
      return 'cannot-write'
    default:
      return view === 'paused' ? 'catching-up' : 'connecting'
  }
}

function isUnplugged({ sessions: { watch } }: Judged): boolean {
  return (watch.status === 'connecting' || watch.status === 'refused') && watch.cause !== null
}

function withoutHeartbeat({ view, cause, sessions }: Judged): PillState {
  if (sessions.watch.status === 'refused') return 'refused'
  return view === 'connecting' && cause === null ? 'connecting' : 'no-contact'
}

/** Whether it is known that nothing can be read now: nobody is left to look at a skeleton. */
export function isFailure(state: PillState): boolean {
  return !['live', 'polling', 'connecting', 'catching-up', 'cannot-write'].includes(state)
}

/** ms for which it is so; null where that is not known. */
export function lackingFor({ age, missing, view }: Judged): number | null {
  const [worst] = missing
  return view !== 'reconnecting' && worst?.part === 'heartbeat' ? age : (worst?.since ?? null)
}

/** From when on (ms) the whole screen says that contact is lost. */
export const LOST_AFTER_MS = 10_000

/** From when on (ms) it is said that a part of it lacks: a bar that comes and goes moves every row. */
const LACKS_AFTER_MS = 3_000

/** Whether a bar over the screen says so: what has not passed by itself, or cannot. */
export function isLasting(judged: Judged): boolean {
  const since = lackingFor(judged)
  switch (pillState(judged)) {
    case 'live':
    case 'polling':
      return false
    case 'refused':
    case 'crowded':
      return true
    case 'cannot-read':
    case 'cannot-write':
    case 'not-following':
      return since === null || since >= LACKS_AFTER_MS
    case 'no-contact':
      return judged.age === null || (since !== null && since >= LOST_AFTER_MS)
    default:
      return since !== null && since >= LOST_AFTER_MS
  }
}
