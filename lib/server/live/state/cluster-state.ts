import type { ClusterState, ServerState, SessionState } from '@/lib/api/cluster'
import type { HeldSession, Purpose } from '@/lib/server/cluster/gateway'
import type { Attempt, SessionHealth, ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { Cause, Failure } from '@/lib/znode/cause'
import { ZERO } from '@/lib/znode/zxid'

/**
 * “Live” needs a heartbeat answered this recently (ms). One second less than I6 allows, for the
 * way from here to the screen.
 */
export const LIVE_WITHIN_MS = 3_000

/** What the sessions of a cluster are at. */
export type Held = {
  readonly sessions: ReadonlyMap<Purpose, HeldSession>
  readonly attempts: ReadonlyMap<string, Attempt>
}

type Circumstances = {
  /** Monotonic ms. */
  readonly now: number
  readonly feed: 'watch' | 'poll'
  readonly isCurrent: boolean
  readonly everCurrent: boolean
  /** What is wrong with a cluster that answers. */
  readonly flaw: Failure | null
}

/** What the state pill may claim, from what the sessions prove. `watch`: null while nobody looks. */
export function describeState(
  watch: Pick<ZooKeeperSession, 'status' | 'health'> | null,
  held: Held,
  circumstances: Circumstances,
): Omit<ClusterState, 'gap'> {
  const { now, feed, flaw } = circumstances
  const sessions = {
    watch: describeSession(held.sessions.get('watch'), now),
    read: describeReading(held, now),
    write: describeSession(held.sessions.get('write'), now),
  }
  const health = watch?.health
  const failure = failureAmong(held, sessions)
  const state = watch ? stateOf(sessions, health, circumstances) : 'idle'
  return {
    state,
    feed,
    lastContact: agoOf(health?.lastAnswered ?? null, now),
    latency: health?.latency ?? null,
    readOnly: watch?.status === 'connected-read-only',
    session: health?.sessionId ?? null,
    server: health?.server ?? null,
    zxid: health && health.lastZxid !== ZERO ? health.lastZxid : null,
    cause: (state === 'live' ? flaw : (failure ?? flaw))?.cause ?? null,
    reason: (state === 'live' ? flaw : (failure ?? flaw))?.detail ?? null,
    sessions,
    servers: [...held.attempts].map(([address, attempt]) => describeServer(address, attempt, now)),
    nextTry: nextTryOf(held, now),
    unfollowed: health?.unfollowed ?? 0,
  }
}

/** Lists of children go over a session of their own, which may be silent while a large one comes. */
function describeReading({ sessions }: Held, now: number): SessionState {
  const read = describeSession(sessions.get('read'), now)
  const list = describeSession(sessions.get('list'), now)
  return isUsable(read) && !isUsable(list) && list.status !== 'silent' ? list : read
}

function describeSession(held: HeldSession | undefined, now: number): SessionState {
  if (!held) return { status: 'closed', since: 0, cause: null }
  const { session, steadiness } = held
  const { cause, lastAnswered } = session.health
  const since = Math.round(now - steadiness.since(now))
  const status = STATUSES[session.status]
  const isUp = status === 'connected' || status === 'read-only'
  if (!isUp) return { status, since, cause }
  if (steadiness.isFlapping(now)) return { status: 'connecting', since, cause: 'closed' }
  const silence = lastAnswered === null ? since : Math.round(now - lastAnswered)
  if (silence > LIVE_WITHIN_MS) return { status: 'silent', since: silence, cause: 'silent' }
  return { status, since, cause: null }
}

const STATUSES: Record<ZooKeeperSession['status'], SessionState['status']> = {
  connecting: 'connecting',
  suspended: 'connecting',
  connected: 'connected',
  'connected-read-only': 'read-only',
  'auth-failed': 'refused',
  closed: 'closed',
}

/** Whether what asks for that session now is served, or may still be within a moment. */
function isUsable({ status, since }: SessionState): boolean {
  if (status === 'connecting') return since <= LIVE_WITHIN_MS
  return status !== 'silent' && status !== 'refused'
}

function stateOf(
  { watch, read, write }: ClusterState['sessions'],
  health: SessionHealth | undefined,
  { now, isCurrent, everCurrent }: Circumstances,
): ClusterState['state'] {
  if ([watch, read, write].some(({ status }) => status === 'refused')) return 'refused'
  const lastContact = agoOf(health?.lastAnswered ?? null, now)
  // On a connection of which no ping was answered yet, nothing is proved.
  const isAnswering = health?.latency !== null && lastContact !== null
  const isProven = isCurrent && isAnswering && lastContact <= LIVE_WITHIN_MS
  const isUp = watch.status === 'connected' || watch.status === 'read-only'
  if (isProven && isUp && isUsable(read) && isUsable(write)) return 'live'
  return everCurrent ? 'paused' : 'connecting'
}

/** What keeps the first session that is not usable from being so. */
function failureAmong(held: Held, sessions: ClusterState['sessions']): Failure | null {
  for (const purpose of ['watch', 'read', 'write'] as const) {
    const health = held.sessions.get(purpose)?.session.health
    const { status, cause } = sessions[purpose]
    if (cause) return { cause, detail: reasonOf(held, purpose, cause) }
    // Of a connection of which nothing was answered yet: why the one before it ended.
    const isFresh = status === 'connected' && health?.latency === null
    if (isFresh && health?.cause) return { cause: health.cause, detail: health.reason ?? '' }
  }
  return null
}

function reasonOf({ sessions }: Held, purpose: Purpose, cause: Cause): string {
  const asked = purpose === 'read' ? (['read', 'list'] as const) : [purpose]
  for (const each of asked) {
    const health = sessions.get(each)?.session.health
    if (health?.cause === cause && health.reason) return health.reason
  }
  return cause === 'silent' ? 'The server is connected, and answers nothing' : 'Not connected'
}

function describeServer(address: string, { at, failure }: Attempt, now: number): ServerState {
  const { cause, detail } = failure ?? { cause: null, detail: '' }
  return { address, at: Math.max(0, Math.round(now - at)), cause, detail }
}

function nextTryOf({ sessions }: Held, now: number): number | null {
  const planned = [...sessions.values()].flatMap(({ session: { status, health } }) =>
    health.nextTry === null || status === 'connected-read-only' ? [] : health.nextTry,
  )
  return planned.length === 0 ? null : Math.max(0, Math.round(Math.min(...planned) - now))
}

function agoOf(at: number | null, now: number): number | null {
  return at === null ? null : Math.max(0, Math.round(now - at))
}
