import type { ClusterState } from '@/lib/api/cluster'
import type {
  Notification,
  SessionStatus,
  World,
  ZooKeeperSession,
} from '@/lib/server/zookeeper/session'
import { ROOT } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'
import { compareHex, type Hex64, ZERO } from '@/lib/znode/zxid'
import { describeState } from './cluster-state'

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
  readonly #openSession: () => ZooKeeperSession
  readonly #closeSession: () => void
  readonly #world: Pick<World, 'now' | 'setTimer' | 'clearTimer'>
  readonly #hooks: FeedHooks
  #session: ZooKeeperSession | null = null
  #stops: Array<() => void> = []
  #waiters = new Set<Waiter>()
  #generation = 0
  #pulse: unknown
  #seen: Hex64 = ZERO
  #everCurrent = false
  /** When each server said that it has no persistent watches. */
  readonly #refusedAt = new Map<string, number>()
  kind: 'watch' | 'poll' = 'watch'
  /** Whether everything on screens was read on the connection that stands now. */
  isCurrent = false

  constructor(
    openSession: () => ZooKeeperSession,
    closeSession: () => void,
    world: Pick<World, 'now' | 'setTimer' | 'clearTimer'>,
    hooks: FeedHooks,
  ) {
    this.#openSession = openSession
    this.#closeSession = closeSession
    this.#world = world
    this.#hooks = hooks
  }

  get session(): ZooKeeperSession | null {
    return this.#session
  }

  start(): void {
    if (this.#session) return
    const session = this.#openSession()
    this.#session = session
    this.#stops = [
      session.onStatus((status) => this.#onStatus(status)),
      session.onNotification((notification) => this.#hooks.notified(notification)),
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
    this.#closeSession()
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

  state(): ClusterState {
    return describeState(this.#session, {
      now: this.#world.now(),
      feed: this.kind,
      isCurrent: this.isCurrent,
      everCurrent: this.#everCurrent,
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
      await session.sync(ROOT)
      if (!goOn()) return
      this.#noticeWipe(session.health.lastZxid)
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

  #noticeWipe(zxid: Hex64): void {
    if (compareHex(zxid, this.#seen) < 0) this.#hooks.wiped()
    this.#seen = zxid
  }

  #settle(act: (waiter: Waiter) => void): void {
    const waiters = [...this.#waiters]
    this.#waiters.clear()
    for (const waiter of waiters) act(waiter)
  }
}
