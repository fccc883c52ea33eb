import type { ClusterView } from '@/lib/client/cluster-view'

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

/** Whether a bar over the screen says so: what has not passed by itself, or cannot. */
export function isLasting(judged: Judged): boolean {
  const state = pillState(judged)
  if (state === 'live' || state === 'polling') return false
  const since = lackingFor(judged)
  if (since !== null && since >= LOST_AFTER_MS) return true
  const isBrief = state === 'reconnecting' || state === 'catching-up' || state === 'connecting'
  const isYoung = state === 'no-contact' && judged.age !== null
  return !isBrief && !isYoung
}
