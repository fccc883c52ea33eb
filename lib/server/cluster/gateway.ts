import 'server-only'
import type { ClusterConfig } from '@/lib/server/cluster/config'
import type {
  Attempt,
  Reads,
  SessionHealth,
  ShownFact,
  World,
  ZooKeeperSession,
} from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'
import { type Hex64, laterOf, ZERO } from '@/lib/znode/zxid'
import { Steadiness } from './steadiness'

/**
 * What a session is for: one refused or oversized request never fails another's, and no reading
 * waits behind a list of children, which may have hundreds of megabytes (I9).
 */
export type Purpose = 'watch' | 'read' | 'list' | 'write'

export type HeldSession = {
  readonly session: ZooKeeperSession
  readonly steadiness: Steadiness
}

/** The newest state of the ensemble that is known, and how often its zxids were seen to go back. */
export type KnownZxids = Pick<SessionHealth, 'newestZxid' | 'returns'>

const UNKNOWN: KnownZxids = { newestZxid: ZERO, returns: 0 }

type Held = HeldSession & { idle: unknown }

type Outside = Pick<World, 'now' | 'setTimer' | 'clearTimer'> & {
  open: (config: ClusterConfig, purpose: Purpose) => ZooKeeperSession
}

/** A session nobody used for this long is closed (ms); the watch session is kept while watched. */
const IDLE_MS = 60_000

/** The sessions of one cluster: opened when first asked for, closed when idle. */
export class ClusterGateway {
  readonly config: ClusterConfig
  readonly #outside: Outside
  readonly #held = new Map<Purpose, Held>()
  readonly #listeners = new Set<(fact: ShownFact) => void>()
  /** What sessions that are closed now knew of; see `forgetZxids`. */
  #before = UNKNOWN
  /** How the last attempts of sessions that are closed ended. */
  #attempts: ReadonlyMap<string, Attempt> = new Map()

  constructor(config: ClusterConfig, outside: Outside) {
    this.config = config
    this.#outside = outside
  }

  /** The session for `purpose`, whatever its status; using it postpones its idle end. */
  session(purpose: Purpose): ZooKeeperSession {
    const held = this.#held.get(purpose)
    if (held && held.session.status !== 'closed') {
      this.#postpone(purpose, held)
      return held.session
    }
    const session = this.#outside.open(this.config, purpose)
    const { now } = this.#outside
    const steadiness = new Steadiness(now())
    session.onStatus(() => steadiness.note(isUp(session), now()))
    const fresh: Held = { session, steadiness, idle: undefined }
    this.#held.set(purpose, fresh)
    this.#postpone(purpose, fresh)
    if (purpose !== 'watch') session.onFact((fact) => this.#tell(purpose, session, fact))
    return session
  }

  /**
   * The session for `purpose` once it is connected.
   * Rejects with `not-live` when it is not within the connect timeout, `auth-failed` at once when
   * its credentials are refused.
   */
  async connected(purpose: Exclude<Purpose, 'watch'>): Promise<ZooKeeperSession> {
    const session = this.session(purpose)
    if (isUp(session)) return session
    if (session.status === 'auth-failed') throw notLive(session)
    await this.#untilUp(session)
    return session
  }

  /** The same on behalf of `party`. */
  async share(purpose: 'read', party: string): Promise<Reads> {
    return (await this.connected(purpose)).shareOf(party)
  }

  /** Where in the ensemble the cluster lies; `/`: it is all of it. */
  get chroot(): ZnodePath {
    return this.config.session.chroot
  }

  /** Calls back on what the answers to all but the watch session show of a znode. */
  onFact(listener: (fact: ShownFact) => void): void {
    this.#listeners.add(listener)
  }

  /** Where the ensemble stands, as far as any session was ever answered since `forgetZxids`. */
  knownZxids(): KnownZxids {
    const known = [...this.#held.values()].map(({ session }) => session.health)
    return known.reduce(together, this.#before)
  }

  /** The ensemble was replaced, or its data by older data: no zxid from before tells anything. */
  forgetZxids(): void {
    this.#before = UNKNOWN
    for (const { session } of this.#held.values()) session.forgetZxids()
  }

  /** The sessions there are now. */
  get sessions(): ReadonlyMap<Purpose, HeldSession> {
    return this.#held
  }

  /** How the last attempt at each server ended, by its address, whichever session made it. */
  get attempts(): ReadonlyMap<string, Attempt> {
    const all = [...this.#held.values()].map(({ session }) => session.health.attempts)
    return [...all].reduce(laterAttempts, this.#attempts)
  }

  /** Sessions that wait for a later attempt try to connect now. */
  reconnect(): void {
    for (const { session } of this.#held.values()) session.reconnect()
  }

  /** The sessions that are ours now. */
  sessionIds(): ReadonlySet<Hex64> {
    const ids = [...this.#held.values()].map(({ session }) => session.health.sessionId)
    return new Set(ids.filter((id) => id !== null))
  }

  /** Ends the session for `purpose` now, if there is one. */
  async release(purpose: Purpose): Promise<void> {
    const held = this.#held.get(purpose)
    if (!held) return
    this.#held.delete(purpose)
    const { health } = held.session
    this.#attempts = laterAttempts(this.#attempts, health.attempts)
    this.#before = together(this.#before, health)
    this.#outside.clearTimer(held.idle)
    await held.session.close()
  }

  async close(): Promise<void> {
    await Promise.all([...this.#held.keys()].map((purpose) => this.release(purpose)))
  }

  /** What a session that is closed now still answers may be of data that was replaced since. */
  #tell(purpose: Purpose, session: ZooKeeperSession, fact: ShownFact): void {
    if (this.#held.get(purpose)?.session !== session) return
    for (const listener of this.#listeners) listener(fact)
  }

  #postpone(purpose: Purpose, held: Held): void {
    if (purpose === 'watch') return
    this.#outside.clearTimer(held.idle)
    held.idle = this.#outside.setTimer(() => void this.release(purpose), IDLE_MS)
  }

  #untilUp(session: ZooKeeperSession): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        stop()
        this.#outside.clearTimer(timer)
        act()
      }
      const refuse = () => settle(() => reject(notLive(session)))
      const stop = session.onStatus((status) => {
        if (status === 'connected' || status === 'connected-read-only') settle(resolve)
        else if (status === 'auth-failed' || status === 'closed') refuse()
      })
      const timer = this.#outside.setTimer(refuse, this.config.session.connectTimeout)
    })
  }
}

function together(some: KnownZxids, others: KnownZxids): KnownZxids {
  const newestZxid = laterOf(some.newestZxid, others.newestZxid)
  return { newestZxid, returns: some.returns + others.returns }
}

function laterAttempts(
  some: ReadonlyMap<string, Attempt>,
  others: ReadonlyMap<string, Attempt>,
): ReadonlyMap<string, Attempt> {
  const merged = new Map(some)
  for (const [address, attempt] of others)
    if (attempt.at >= (merged.get(address)?.at ?? 0)) merged.set(address, attempt)
  return merged
}

function isUp(session: ZooKeeperSession): boolean {
  return session.status === 'connected' || session.status === 'connected-read-only'
}

function notLive(session: ZooKeeperSession): ZnodeError {
  const code = session.status === 'auth-failed' ? 'auth-failed' : 'not-live'
  const detail = session.health.reason
  return new ZnodeError(code, '', detail ? { detail } : {})
}
