import type { ClusterState, SessionState } from '@/lib/api/cluster'
import type { Problem } from '@/lib/api/problem'
import type { Standing } from '@/lib/client/transport/acceptance'
import type { Cause } from '@/lib/znode/cause'

/**
 * What “live” lacks. `stream`: from this browser to Vivarium; `heartbeat`: ZooKeeper answers no
 * more; `catch-up`: what is on screens was not read again yet; `interest`: nobody follows what is
 * on this very screen; `reading`, `writing`: the session for it.
 */
export type Missing = {
  readonly part: 'stream' | 'heartbeat' | 'catch-up' | 'interest' | 'reading' | 'writing'
  /** Whole seconds of ms; null: since the page opened. */
  readonly since: number | null
  readonly cause: Cause | null
  /** Of a refused interest. */
  readonly problem: Problem['code'] | null
}

/** What the state pill may claim, as this browser can prove it. */
export type ClusterView = ClusterState & {
  readonly view: 'connecting' | 'live' | 'paused' | 'reconnecting' | 'crowded' | 'not-following'
  /** Whole seconds of ms since the last proof; 0 while live, null before the first. */
  readonly age: number | null
  /** Empty while live; the worst first. */
  readonly missing: readonly Missing[]
  readonly canWrite: boolean
}

/** “Live” needs a proof no older than this (ms): I6. */
export const LIVE_WITHIN_MS = 4_000
/** What came on the screen may be on its way to the server, or a stream be opened again (ms). */
const BRIEF_MS = 2_000
/** A session that was just asked for may still be connecting (ms). */
const OPENING_MS = 4_000

const CLOSED: SessionState = { status: 'closed', since: 0, cause: null }

const UNKNOWN: ClusterState = {
  state: 'connecting',
  feed: 'watch',
  lastContact: null,
  latency: null,
  readOnly: false,
  session: null,
  server: null,
  zxid: null,
  cause: null,
  reason: null,
  sessions: { watch: CLOSED, read: CLOSED, write: CLOSED },
  servers: [],
  nextTry: null,
  unfollowed: 0,
  gap: null,
}

export type Heard = { readonly state: ClusterState; readonly at: number }

/** What the view is judged by: the last state that the server told, the stream, the interest. */
export type Evidence = {
  readonly heard: Heard | undefined
  /** The stream is down, maybe because as many browsers watch as may. */
  readonly broken: boolean | 'crowded'
  readonly brokenAt: number | null
  readonly standing: Standing
}

/** Nothing was heard yet. */
export const NO_EVIDENCE: Evidence = {
  heard: undefined,
  broken: false,
  brokenAt: null,
  standing: { isAccepted: false, wasAccepted: false, since: null, problem: null },
}

/** Judges the evidence at `now` (ms of one clock). A server that stays silent is not live. */
export function viewOf(evidence: Evidence, now: number): ClusterView {
  const { heard, broken } = evidence
  const missing = missingOf(evidence, now)
  const isLive =
    heard !== undefined && missing.every(({ part }) => part === 'stream') && !isCut(evidence, now)
  const state = heard?.state ?? UNKNOWN
  const silence = heard ? now - heard.at : 0
  const age = state.lastContact === null ? null : state.lastContact + silence
  return {
    ...state,
    view: isLive ? 'live' : unliveView(evidence, missing, silence),
    age: isLive ? 0 : age === null ? null : wholeSeconds(age),
    nextTry: state.nextTry === null ? null : wholeSeconds(Math.max(0, state.nextTry - silence)),
    missing: isLive ? [] : missing,
    canWrite: isLive && !broken && !state.readOnly,
  }
}

/** A stream that was lost a moment ago may be back in the next. */
function isCut({ broken, brokenAt }: Evidence, now: number): boolean {
  return broken !== false && (brokenAt === null || now - brokenAt > BRIEF_MS)
}

function missingOf({ heard, broken, brokenAt, standing }: Evidence, now: number): Missing[] {
  const missing: Missing[] = []
  const miss = (part: Missing['part'], since: number | null, more: Partial<Missing> = {}) => {
    const whole = since === null ? null : wholeSeconds(since)
    missing.push({ part, since: whole, cause: null, problem: null, ...more })
  }
  if (broken || !heard) miss('stream', brokenAt === null ? null : now - brokenAt)
  if (!heard) return missing
  const { state } = heard
  const silence = now - heard.at
  const age = state.lastContact === null ? null : state.lastContact + silence
  const { watch, read, write } = state.sessions
  const limit = state.state === 'live' ? LIVE_WITHIN_MS : LIVE_WITHIN_MS - 1_000
  const isYoung = age !== null && age <= limit && silence <= LIVE_WITHIN_MS
  if (!isYoung) miss('heartbeat', age, { cause: state.cause ?? watch.cause })
  for (const [part, session] of [['reading', read] as const, ['writing', write] as const])
    if (!isUsable(session, silence)) miss(part, session.since + silence, { cause: session.cause })
  if (state.state !== 'live' && missing.every(({ part }) => part === 'stream'))
    miss('catch-up', watch.since + silence, { cause: state.cause })
  if (!isFollowed(standing, now)) {
    const { since, problem } = standing
    miss('interest', since === null ? null : now - since, { problem: problem?.code ?? null })
  }
  return missing
}

function isUsable({ status, since }: SessionState, silence: number): boolean {
  if (status === 'connecting') return since + silence <= OPENING_MS
  return status !== 'refused' && status !== 'silent'
}

function isFollowed({ isAccepted, wasAccepted, since, problem }: Standing, now: number): boolean {
  if (isAccepted) return true
  return wasAccepted && problem === null && since !== null && now - since <= BRIEF_MS
}

function unliveView(
  { heard, broken, standing }: Evidence,
  missing: readonly Missing[],
  silence: number,
): ClusterView['view'] {
  if (broken) return broken === 'crowded' ? 'crowded' : 'reconnecting'
  if (!heard) return 'connecting'
  if (missing.every(({ part }) => part === 'interest'))
    return standing.wasAccepted || standing.problem ? 'not-following' : 'connecting'
  const { state } = heard.state
  const isYoung = state === 'idle' || state === 'connecting'
  return isYoung && silence <= LIVE_WITHIN_MS ? 'connecting' : 'paused'
}

/** How long the evidence is still proof enough for “live”, if nothing else is heard (ms). */
export function liveFor({ heard, standing, brokenAt }: Evidence, now: number): number {
  if (!heard) return 0
  const silence = now - heard.at
  const since = [brokenAt, standing.isAccepted ? null : standing.since].filter((at) => at !== null)
  const left = since.map((at) => BRIEF_MS - (now - at))
  return Math.min(LIVE_WITHIN_MS - (heard.state.lastContact ?? 0) - silence, ...left)
}

function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000
}

/**
 * What is shown of a view, as text: of two views with the same nobody could see the difference. How
 * long ago servers were tried is shown by the second.
 */
export function shownOf({ sessions, servers, lastContact: _, ...rest }: ClusterView): string {
  const { watch, read, write } = sessions
  const statuses = [watch, read, write].map(({ status, cause }) => [status, cause])
  const tried = servers.map(({ at: _at, ...tried }) => tried)
  return JSON.stringify([rest, statuses, tried])
}
