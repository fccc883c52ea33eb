import ConnectionManager from 'node-zookeeper-client/lib/ConnectionManager.js'
import { toHex } from '@/lib/server/zookeeper/protocol/records'
import { refusalOf } from '@/lib/server/zookeeper/protocol/refusal'
import type { Operation } from '@/lib/server/zookeeper/protocol/requests'
import type { Wire } from '@/lib/server/zookeeper/protocol/socket-connection'
import { Xids } from '@/lib/server/zookeeper/protocol/xids'
import type { Attempt, SessionKey, SessionOptions, World } from '@/lib/server/zookeeper/session'
import type { Failure } from '@/lib/znode/cause'
import type { ZnodeError } from '@/lib/znode/znode-error'
import { compareHex, type Hex64, ZERO } from '@/lib/znode/zxid'
import { Conversation } from './connection'
import { Connector, type Opening } from './connector'
import { type Settle, Ticket } from './pending-request'
import { Ledger } from './request-queue'
import { SeenZxids } from './seen-zxids'
import { takeOver } from './takeover'
import { WatchRegistry } from './watch-registry'

const { STATES } = ConnectionManager

/** Room for paths, ACLs and headers: the default limit of a value then fills jute.maxbuffer. */
const REQUEST_ROOM = 48_575
const CLOSE_TIMEOUT = 1500
/** A connection that lasted so long was a good one: losing it is answered without a pause. */
const GOOD_AFTER = 1000

export type ManagerOptions = SessionOptions & { readonly world: World }

/** The engine behind a node-zookeeper-client `Client`: connects, sends, answers, never throws. */
export class SessionManager extends ConnectionManager {
  readonly watches = new WatchRegistry()
  readonly seen = new SeenZxids()
  readonly #options: ManagerOptions
  readonly #ledger: Ledger
  readonly #connector: Connector
  readonly #xids: Xids
  #conversation: Conversation | null = null
  /** The session in which a write's outcome is unknown. */
  #doubt: Hex64 | null = null
  #fencing: Promise<boolean> | null = null
  /** While a fence is put up, nothing else may connect. */
  #held = false
  #wasConnected = false
  #lastAnswered: number | null = null
  incarnation = 0
  lastZxid: Hex64 = ZERO
  /** Notifications of paths that are too long to be followed. */
  unfollowed = 0
  /** Why it is not connected, or was not until a ping is answered; null while it is. */
  failure: Failure | null = null

  constructor(
    connectString: string,
    options: ManagerOptions,
    onState: (state: number) => void,
    xids = new Xids(),
  ) {
    super(connectString, { sessionTimeout: options.sessionTimeout }, onState)
    this.#options = options
    this.#xids = xids
    this.#ledger = new Ledger(options.world)
    this.#connector = new Connector(options.world, options, () => this.key, {
      opened: (wire, opening, wipedTo) => this.#onOpened(wire, opening, wipedTo),
      expired: () => this.#forgetSession(),
      authFailed: (failure) => this.#onAuthFailed(failure),
      failed: (failure) => {
        this.failure = failure
      },
    })
  }

  /** The open connection; null while there is none. */
  get conversation(): Conversation | null {
    return this.#conversation
  }

  get lastAnswered(): number | null {
    return this.#conversation?.lastAnswered ?? this.#lastAnswered
  }

  get attempts(): ReadonlyMap<string, Attempt> {
    return this.#connector.attempts
  }

  get nextTry(): number | null {
    return this.#connector.nextTry
  }

  /** Does not wait for the next attempt any longer. */
  hurry() {
    if (!this.#held) this.#connector.hurry()
  }

  get wasConnected(): boolean {
    return this.#wasConnected
  }

  override connect() {
    this.setState(STATES.CONNECTING)
    this.#connector.start()
  }

  /** Closes the session on the server if it can be reached; emits `closed` when done. */
  override close() {
    if (this.state === STATES.CLOSING || this.state === STATES.CLOSED) return
    this.setState(STATES.CLOSING)
    this.#connector.stop()
    this.#ledger.refuse('connection-lost', 'The session was closed')
    if (this.#conversation) this.#conversation.hangUp(CLOSE_TIMEOUT)
    else this.#finish()
  }

  /** Takes an operation; `settle` hears of its end exactly once. */
  override queue<T>(operation: Operation<T>, settle: Settle<T>, party?: string) {
    const refusal = refusalOf(operation, this, this.#options.maxValueBytes)
    if (refusal) {
      settle.reject(refusal)
      return
    }
    const { world, operationTimeout } = this.#options
    const guarded = operation.writes ? this.#noting(settle) : settle
    this.#ledger.add(new Ticket(operation, world.now() + operationTimeout, guarded, party))
    this.#conversation?.pump()
  }

  /** See `ZooKeeperSession.fenceLast`. */
  fenceLast(): Promise<boolean> {
    this.#fencing ??= this.#fence()
    return this.#fencing
  }

  async #fence(): Promise<boolean> {
    if (this.#doubt !== this.key.sessionId) return this.#fenced(true)
    if (this.state <= STATES.CLOSING) return this.#fenced(false)
    const { key } = this
    this.#held = true
    this.#connector.stop()
    this.#conversation?.end('The session is being closed, because a write hangs in it')
    const { world } = this.#options
    const gone = await takeOver(world, this.#options, this.#connector.servers(), key)
    this.#held = false
    if (gone) this.#forgetSession()
    if (this.state === STATES.CONNECTING) this.#connector.start()
    return this.#fenced(gone)
  }

  async #fenced(gone: boolean): Promise<boolean> {
    await null
    this.#fencing = null
    return gone
  }

  /** Remembers the session in which a write's outcome is unknown, to fence it. */
  #noting<T>(settle: Settle<T>): Settle<T> {
    const reject = (error: ZnodeError) => {
      if (error.code === 'outcome-unknown') this.#doubt = this.key.sessionId
      settle.reject(error)
    }
    return { resolve: settle.resolve, reject }
  }

  /** What it takes to resume the session elsewhere. */
  get key(): SessionKey {
    const { sessionId, sessionPassword: password, lastZxid } = this
    return { sessionId: toHex(sessionId), password, lastZxid }
  }

  #forgetSession() {
    this.sessionId = Buffer.alloc(8)
    this.sessionPassword = Buffer.alloc(16)
    this.#doubt = null
  }

  #onOpened(wire: Wire, opening: Opening, wipedTo: Hex64 | null) {
    const { welcome } = opening
    if (!welcome.sessionId.equals(this.sessionId)) this.incarnation++
    this.sessionId = welcome.sessionId
    this.sessionPassword = welcome.password
    this.sessionTimeout = welcome.timeout
    this.#wasConnected = true
    if (wipedTo) this.lastZxid = wipedTo
    const conversation = this.#converse(wire, opening)
    this.#conversation = conversation
    conversation.begin(this.watches.requests(this.lastZxid))
    if (this.#conversation !== conversation) return
    this.setState(welcome.readOnly ? STATES.CONNECTED_READ_ONLY : STATES.CONNECTED)
  }

  #converse(wire: Wire, { welcome, askedAt }: Opening): Conversation {
    const { world, heartbeat, operationTimeout, maxFrameBytes, maxValueBytes } = this.#options
    // A server may grant years; we do not wait longer than we asked for.
    const timeout = Math.min(welcome.timeout, this.#options.sessionTimeout)
    const goodFrom = world.now() + GOOD_AFTER
    return new Conversation({
      world,
      wire,
      ledger: this.#ledger,
      xids: this.#xids,
      pace: { heartbeat, timeout, openedAt: askedAt },
      operationTimeout,
      maxFrameBytes,
      maxRequestBytes: maxValueBytes + REQUEST_ROOM,
      seen: (zxid, goesBack) => {
        this.seen.note(zxid, goesBack)
        if (goesBack || compareHex(zxid, this.lastZxid) > 0) this.lastZxid = zxid
      },
      notified: (type, path) => void this.emit('notification', type, path),
      unfollowed: () => {
        this.unfollowed += 1
      },
      healthy: () => {
        this.failure = null
        if (world.now() >= goodFrom) this.#connector.succeeded()
      },
      authFailed: (failure) => this.#onAuthFailed(failure),
      closed: (failure) => this.#onClosed(wire, failure),
    })
  }

  #onClosed(wire: Wire, failure: Failure) {
    this.#lastAnswered = this.lastAnswered
    this.#connector.lost(wire, failure)
    this.#conversation = null
    const isRefused = this.state === STATES.AUTHENTICATION_FAILED
    this.#ledger.lose(failure.detail, isRefused ? 'auth-failed' : 'connection-lost')
    if (this.state === STATES.CLOSING) {
      this.#finish()
      return
    }
    this.failure = failure
    if (!isRefused) this.setState(STATES.CONNECTING)
    if (this.#held) return
    if (isRefused) this.#connector.retryRefused()
    else this.#connector.start()
  }

  #onAuthFailed(failure: Failure) {
    this.failure = failure
    this.setState(STATES.AUTHENTICATION_FAILED)
    this.#ledger.refuse('auth-failed', failure.detail)
  }

  #finish() {
    this.#ledger.lose('The session was closed')
    this.failure = { cause: 'closed', detail: 'The session was closed' }
    this.setState(STATES.CLOSED)
  }
}
