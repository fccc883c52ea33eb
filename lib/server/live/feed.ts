import type { ClusterState } from '@/lib/api/cluster'
import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import type {
  Notification,
  SessionStatus,
  World,
  ZooKeeperSession,
} from '@/lib/server/zookeeper/session'
import { ROOT } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'
import { compareHex, type Hex64, laterOf, ZERO } from '@/lib/znode/zxid'
import { describeState } from './cluster-state'

/** Where the watch session comes from; what its siblings know tells of a replaced ensemble. */
export type WatchGateway = Pick<
  ClusterGateway,
  'session' | 'release' | 'reconnect' | 'newestZxid' | 'sessions' | 'attempts'
>

type FeedHooks = {
  notified: (notification: Notification) => void
  /** The connection is another one: what was notified over the one before may have been lost. */
  interrupted: () => void
  /** Reads everything on screens again; `goOn` says no once the connection is another one. */
  resync: (goOn: () => boolean) => Promise<void>
  /** Everything on screens is current; until the connection is lost every change is notified. */
  current: () => void
  /** The state may have changed. */
  changed: () => void
  /** The ensemble was replaced by an older or empty one. */
  wiped: () => void
}

type Waiter = { resolve: (session: ZooKeeperSession) => void; reject: (error: Error) => void }

/** A resync that failed although the connection stands is tried again after this (ms). */
const RETRY_MS = 500
/** How often liveness is judged (ms): “live” may not outlast its proof (I6). */
const PULSE_MS = 500
/** How long `ready` waits for a connection (ms). */
const READY_MS = 5_000
/** A server without persistent watches is not asked again so soon (ms); it may be upgraded. */
const ASK_AGAIN_MS = 60_000

/** The watch session of one cluster: one recursive watch, and a resync after each connection. */
export class Feed {
  readonly #gateway: WatchGateway
  readonly #world: Pick<World, 'now' | 'setTimer' | 'clearTimer'>
  readonly #hooks: FeedHooks
  #session: ZooKeeperSession | null = null
  #stops: Array<() => void> = []
  #waiters = new Set<Waiter>()
  #generation = 0
  #pulse: unknown
  #seen: Hex64 = ZERO
  #notices = 0
  #answered = 0
  #everCurrent = false
  /** When each server said that it has no persistent watches. */
  readonly #refusedAt = new Map<string, number>()
  kind: 'watch' | 'poll' = 'watch'
  /** Whether everything on screens was read on the connection that stands now. */
  isCurrent = false

  constructor(
    gateway: WatchGateway,
    world: Pick<World, 'now' | 'setTimer' | 'clearTimer'>,
    hooks: FeedHooks,
  ) {
    this.#gateway = gateway
    this.#world = world
    this.#hooks = hooks
  }

  get session(): ZooKeeperSession | null {
    return this.#session
  }

  start(): void {
    if (this.#session) return
    const session = this.#gateway.session('watch')
    this.#session = session
    this.#stops = [
      session.onStatus((status) => this.#onStatus(status)),
      session.onNotification((notification) => {
        this.#notices += 1
        this.#hooks.notified(notification)
      }),
    ]
    this.#pulse = this.#world.setTimer(() => this.#onPulse(), PULSE_MS)
    this.#onStatus(session.status)
  }

  stop(): void {
    if (!this.#session) return
    for (const stop of this.#stops) stop()
    this.#stops = []
    this.#generation += 1
    this.isCurrent = false
    this.#everCurrent = false
    this.#session = null
    this.#world.clearTimer(this.#pulse)
    this.#settle((waiter) => waiter.reject(new ZnodeError('not-live', '')))
    void this.#gateway.release('watch')
  }

  /** Does not wait for the next attempt to connect any longer. */
  reconnect(): void {
    this.#gateway.reconnect()
  }

  /** The session once everything is current; rejects with `not-live` when that takes too long. */
  ready(): Promise<ZooKeeperSession> {
    if (this.#session && this.isCurrent) return Promise.resolve(this.#session)
    return new Promise((resolve, reject) => {
      const timer = this.#world.setTimer(() => {
        this.#waiters.delete(waiter)
        const detail = this.#session?.health.reason
        reject(new ZnodeError('not-live', '', detail ? { detail } : {}))
      }, READY_MS)
      const waiter: Waiter = {
        resolve: (session) => {
          this.#world.clearTimer(timer)
          resolve(session)
        },
        reject: (error) => {
          this.#world.clearTimer(timer)
          reject(error)
        },
      }
      this.#waiters.add(waiter)
    })
  }

  /**
   * The zxid of an answer that came after everything notified so far: notifications carry none of
   * their own. No older than `floor`, unless the ensemble itself is.
   */
  async zxid(session: ZooKeeperSession, floor: Hex64): Promise<Hex64> {
    const notices = this.#notices
    if (compareHex(session.health.lastZxid, floor) < 0) await session.sync(ROOT)
    else if (this.#answered < notices) await session.exists(ROOT)
    this.#answered = Math.max(this.#answered, notices)
    return session.health.lastZxid
  }

  state(): Omit<ClusterState, 'gap'> {
    return describeState(this.#session, this.#gateway, {
      now: this.#world.now(),
      feed: this.kind,
      isCurrent: this.isCurrent,
      everCurrent: this.#everCurrent,
      flaw: null,
    })
  }

  #onPulse(): void {
    this.#pulse = this.#world.setTimer(() => this.#onPulse(), PULSE_MS)
    this.#hooks.changed()
  }

  #onStatus(status: SessionStatus): void {
    this.#generation += 1
    this.isCurrent = false
    this.#hooks.interrupted()
    // A new session will know nothing of what this one saw.
    if (status === 'suspended') this.#seen = laterOf(this.#seen, this.#gateway.newestZxid())
    if (status === 'connected' || status === 'connected-read-only')
      void this.#catchUp(this.#generation)
    this.#hooks.changed()
  }

  /** Watches, syncs and reads again; begins anew when the connection changes meanwhile. */
  async #catchUp(generation: number): Promise<void> {
    const session = this.#session
    const goOn = () => generation === this.#generation
    if (!session || !goOn()) return
    try {
      await this.#arm(session)
      const known = laterOf(this.#seen, this.#gateway.newestZxid())
      await session.sync(ROOT)
      if (!goOn()) return
      this.#noticeWipe(known, session.health.lastZxid)
      await this.#hooks.resync(goOn)
      if (!goOn()) return
      this.isCurrent = true
      this.#everCurrent = true
      this.#settle((waiter) => waiter.resolve(session))
      this.#hooks.current()
      this.#hooks.changed()
    } catch {
      // Whatever failed, the answer is the same: the whole of it again, on what stands then.
      if (goOn()) this.#world.setTimer(() => void this.#catchUp(generation), RETRY_MS)
    }
  }

  /** A server from before 3.6 ends the connection with its refusal: the next goes without asking. */
  async #arm(session: ZooKeeperSession): Promise<void> {
    const server = session.health.server ?? ''
    const refusedAt = this.#refusedAt.get(server) ?? Number.NEGATIVE_INFINITY
    if (this.#world.now() - refusedAt < ASK_AGAIN_MS) {
      this.kind = 'poll'
      return
    }
    try {
      await session.addWatch(ROOT, 'persistent-recursive')
      this.kind = 'watch'
    } catch (error) {
      if (!(error instanceof ZnodeError) || error.code !== 'unimplemented') throw error
      this.kind = 'poll'
      this.#refusedAt.set(server, this.#world.now())
    }
  }

  /** Whatever any session knew before a sync, the ensemble itself cannot be behind it. */
  #noticeWipe(known: Hex64, synced: Hex64): void {
    this.#seen = synced
    if (compareHex(synced, known) >= 0) return
    void this.#gateway.release('read')
    void this.#gateway.release('list')
    this.#hooks.wiped()
  }

  #settle(act: (waiter: Waiter) => void): void {
    const waiters = [...this.#waiters]
    this.#waiters.clear()
    for (const waiter of waiters) act(waiter)
  }
}
