import type { ClusterState } from '@/lib/api/cluster'
import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import { catchUpServer } from '@/lib/server/cluster/read/catch-up-server'
import type { Fact } from '@/lib/server/live/cache/facts'
import { describeState } from '@/lib/server/live/state/cluster-state'
import type {
  Notification,
  SessionStatus,
  World,
  ZooKeeperSession,
} from '@/lib/server/zookeeper/session'
import type { Failure } from '@/lib/znode/cause'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'
import { compareHex, type Hex64, ZERO } from '@/lib/znode/zxid'
import { Arming } from './arming'
import { Checkup } from './checkup'
import { flawOf } from './flaw'
import { Waiters } from './waiters'

/** Where the watch session comes from; what its siblings know tells of a replaced ensemble. */
export type WatchGateway = Pick<
  ClusterGateway,
  | 'session'
  | 'connected'
  | 'release'
  | 'reconnect'
  | 'onFact'
  | 'knownZxids'
  | 'forgetZxids'
  | 'sessions'
  | 'attempts'
  | 'chroot'
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
  /** The ensemble was replaced by an older or empty one, or its data by older data. */
  wiped: () => void
}

type FeedWorld = Pick<World, 'now' | 'setTimer' | 'clearTimer'>

/** A resync that failed although the connection stands is tried again after this (ms). */
const RETRY_MS = 500
/** How often liveness is judged (ms): “live” may not outlast its proof (I6). */
const PULSE_MS = 500
/** Every so many pulses the server is asked whether what liveness rests on still stands. */
const VERIFY_PULSES = 2
/** How long `ready` waits for a connection (ms). */
const READY_MS = 5_000

/** The watch session of one cluster: one recursive watch, and a resync after each connection. */
export class Feed {
  readonly #gateway: WatchGateway
  readonly #world: FeedWorld
  readonly #hooks: FeedHooks
  readonly #arming: Arming
  readonly #waiters: Waiters<ZooKeeperSession>
  #session: ZooKeeperSession | null = null
  #stops: Array<() => void> = []
  #generation = 0
  #pulse: unknown
  #pulses = 0
  readonly #checkup: Checkup
  /** What any session knew when that was verified last. */
  #known: Hex64 = ZERO
  #notices = 0
  #answered = 0
  #everCurrent = false
  #flaw: Failure | null = null
  kind: 'watch' | 'poll' = 'watch'
  /** Whether everything on screens was read on the connection that stands now. */
  isCurrent = false

  constructor(gateway: WatchGateway, world: FeedWorld, hooks: FeedHooks) {
    this.#gateway = gateway
    this.#world = world
    this.#hooks = hooks
    this.#arming = new Arming(world.now)
    this.#checkup = new Checkup(this.#arming, gateway, world.now)
    this.#waiters = new Waiters(world)
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
    this.#waiters.reject(new ZnodeError('not-live', ''))
    void this.#gateway.release('watch')
  }

  /** Does not wait for the next attempt to connect any longer. */
  reconnect(): void {
    this.#gateway.reconnect()
  }

  /** The session once everything is current; rejects with `not-live` when that takes too long. */
  ready(): Promise<ZooKeeperSession> {
    if (this.#session && this.isCurrent) return Promise.resolve(this.#session)
    return this.#waiters.wait(READY_MS, () => {
      const detail = this.#session?.health.reason ?? this.#flaw?.detail
      return new ZnodeError('not-live', '', detail ? { detail } : {})
    })
  }

  /**
   * The zxid of an answer that came after everything notified so far: notifications carry none of
   * their own. No older than `floor`, unless the ensemble itself is (`0x0`: than anything that was
   * committed before). Rejects with `not-live` where a server without a quorum is older than that.
   */
  async zxid(session: ZooKeeperSession, floor?: Hex64): Promise<Hex64> {
    const notices = this.#notices
    if (floor === ZERO) await catchUpServer(session)
    else if (floor && compareHex(session.health.lastZxid, floor) < 0) await session.sync(ROOT)
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
      flaw: this.#flaw,
    })
  }

  /** A read of `path` showed an older state than `known`, at a later zxid. */
  async doubt(path: ZnodePath, known: Fact): Promise<void> {
    const generation = this.#generation
    const found = this.#session && (await this.#checkup.contradiction(this.#session, path, known))
    if (found && generation === this.#generation && this.#checkup.isNews(found)) this.supersede()
  }

  /** The ensemble's data went back: it is all read again. */
  supersede(): void {
    if (!this.#session) return
    this.#forget()
    this.#begin(true)
  }

  #onPulse(): void {
    this.#pulse = this.#world.setTimer(() => this.#onPulse(), PULSE_MS)
    this.#pulses += 1
    const session = this.#session
    // On one connection zxids never go back, unless the server's data did.
    if (session && this.isCurrent && this.#gateway.knownZxids().returns > 0) this.supersede()
    if (session && this.isCurrent && this.#pulses % VERIFY_PULSES === 0) void this.#verify(session)
    this.#hooks.changed()
  }

  #onStatus(status: SessionStatus): void {
    this.#begin(status === 'connected' || status === 'connected-read-only')
  }

  /** Nothing is current any more; with a connection it is read again. */
  #begin(isConnected: boolean): void {
    this.#generation += 1
    this.isCurrent = false
    this.#hooks.interrupted()
    if (isConnected) void this.#catchUp(this.#generation)
    this.#hooks.changed()
  }

  /** Watches, syncs and reads again; begins anew when the connection changes meanwhile. */
  async #catchUp(generation: number): Promise<void> {
    const session = this.#session
    const goOn = () => generation === this.#generation
    if (!session || !goOn()) return
    try {
      this.kind = await this.#arming.arm(session)
      // Whatever any session knew before a sync, the ensemble itself cannot be behind it.
      const { newestZxid } = this.#gateway.knownZxids()
      await catchUpServer(session)
      if (!goOn()) return
      const { returns } = this.#gateway.knownZxids()
      if (returns > 0 || compareHex(session.health.lastZxid, newestZxid) < 0) this.#forget()
      const flaw = await flawOf(session, this.#gateway.chroot)
      await this.#hooks.resync(goOn)
      if (!goOn()) return
      this.#flaw = flaw
      this.isCurrent = true
      this.#everCurrent = true
      this.#waiters.resolve(session)
      this.#hooks.current()
      this.#hooks.changed()
    } catch (error) {
      if (!goOn()) return
      if (error instanceof ZnodeError)
        this.#flaw = { cause: 'other', detail: error.detail ?? error.message }
      // Whatever failed, the answer is the same: the whole of it again, on what stands then.
      this.#world.setTimer(() => void this.#catchUp(generation), RETRY_MS)
    }
  }

  #forget(): void {
    void this.#gateway.release('read')
    void this.#gateway.release('list')
    this.#gateway.forgetZxids()
    this.#known = ZERO
    this.#hooks.wiped()
  }

  async #verify(session: ZooKeeperSession): Promise<void> {
    const generation = this.#generation
    const known = this.#known
    this.#known = this.#gateway.knownZxids().newestZxid
    const findings = await this.#checkup.state(session, this.kind, known)
    if (!findings || generation !== this.#generation) return
    this.#flaw = findings.flaw
    // With the data that a restore puts back, nobody has a watch. How much older it is cannot be
    // told from stats any more once others have written on top of it.
    if (!findings.stands) this.supersede()
  }
}
