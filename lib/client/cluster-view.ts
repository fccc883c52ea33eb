import type { ClusterState } from '@/lib/api/cluster'

/** What the state pill may claim, as this browser can prove it. */
export type ClusterView = ClusterState & {
  readonly view: 'connecting' | 'live' | 'paused' | 'reconnecting' | 'crowded'
  /** Whole seconds of ms since the last proof; 0 while live, null before the first. */
  readonly age: number | null
  readonly canWrite: boolean
}

/** “Live” needs a proof no older than this (ms): I6. */
export const LIVE_WITHIN_MS = 4_000

const UNKNOWN: ClusterState = {
  state: 'connecting',
  feed: 'watch',
  age: null,
  latency: null,
  readOnly: false,
  session: null,
  server: null,
  zxid: null,
  reason: null,
}

export type Heard = { readonly state: ClusterState; readonly at: number }

/**
 * Judges the last state that was `heard` from the server at `now` (ms of one clock); `broken`: the
 * stream is down, maybe because as many browsers watch as may. A server that stays silent cannot be claimed to be live.
 */
export function viewOf(
  heard: Heard | undefined,
  now: number,
  broken: boolean | 'crowded',
): ClusterView {
  const lost = broken === 'crowded' ? 'crowded' : 'reconnecting'
  if (!heard) return { ...UNKNOWN, view: broken ? lost : 'connecting', canWrite: false }
  const { state, at } = heard
  const silence = now - at
  const age = state.age === null ? null : state.age + silence
  const isLive =
    state.state === 'live' && age !== null && age <= LIVE_WITHIN_MS && silence <= LIVE_WITHIN_MS
  return {
    ...state,
    view: isLive ? 'live' : broken ? lost : waiting(state, silence),
    age: isLive ? 0 : age === null ? null : Math.floor(age / 1_000) * 1_000,
    canWrite: isLive && !broken && !state.readOnly,
  }
}

/** How long `heard` is still proof enough for “live”, if nothing else is heard (ms). */
export function liveFor({ state, at }: Heard, now: number): number {
  return LIVE_WITHIN_MS - (state.age ?? 0) - (now - at)
}

function waiting({ state }: ClusterState, silence: number): 'connecting' | 'paused' {
  const isYoung = state === 'idle' || state === 'connecting'
  return isYoung && silence <= LIVE_WITHIN_MS ? 'connecting' : 'paused'
}

export function sameView(a: ClusterView, b: ClusterView): boolean {
  return (
    a.view === b.view &&
    a.age === b.age &&
    a.latency === b.latency &&
    a.canWrite === b.canWrite &&
    a.feed === b.feed &&
    a.readOnly === b.readOnly &&
    a.session === b.session &&
    a.server === b.server &&
    a.zxid === b.zxid &&
    a.reason === b.reason &&
    a.state === b.state
  )
}
