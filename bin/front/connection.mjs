import { headerBytes } from './judge-request.mjs'
import { networkOf } from './network.mjs'

/** What may come behind a request that is being answered. */
const AHEAD_REQUESTS = 8
const AHEAD_BYTES = 65_536

/**
 * A connection and the request that is on it. In its phases `header` (which has not come, or not
 * whole) and `body` it is under way: nothing was begun that closing it could leave half done.
 */
export class Connection {
  /** Whether its request waits for others: then it is not its fault that nothing moves. */
  waits = false
  /** Who sends what is under way: a session that stands, else a network. */
  sender
  /** Whether that is a session: what a cookie merely claims tells nobody apart. */
  isSignedIn = false
  /** Whether nothing further on it is looked at. */
  isOver = false
  /** Requests it has had. */
  taken = 0
  /** @type {import('node:http').IncomingMessage | null} */
  #request = null
  /** What came before its turn. @type {Array<() => void>} */
  #turns = []
  /** Bytes that had come before the header or body that is under way. */
  #mark = 0
  /** Bytes with which the request ends; nobody says so of chunks. */
  #end = 0

  /** @param {import('node:net').Socket} socket */
  constructor(socket) {
    this.socket = socket
    this.peer = socket.remoteAddress ?? ''
    this.network = networkOf(this.peer)
    this.sender = this.network
  }

  /** @returns {'header' | 'body' | 'answer' | 'over'} */
  get phase() {
    if (this.isOver) return 'over'
    if (this.#request === null) return 'header'
    return this.#request.complete ? 'answer' : 'body'
  }

  get isUnderWay() {
    return this.phase === 'header' || this.phase === 'body'
  }

  /** Whether it has not asked for anything yet. */
  get isNew() {
    return this.taken === 0 && !this.isOver
  }

  /** Bytes that came in this phase. */
  get held() {
    return Math.max(0, this.socket.bytesRead - this.#mark)
  }

  /** Whether another request has to wait for its turn. */
  get isTaken() {
    return this.#request !== null
  }

  /** Whether more has come than anybody sends who waits for an answer. */
  get isTooFarAhead() {
    return this.phase === 'answer' && this.socket.bytesRead - this.#end > AHEAD_BYTES
  }

  /** Goes on to a request whose header has come, or waits for the next one. */
  take(/** @type {import('node:http').IncomingMessage | null} */ request) {
    this.#request = request
    this.sentBy(undefined, this.network)
    if (request === null) {
      this.#mark = this.socket.bytesRead
      return
    }
    this.taken += 1
    this.#mark += headerBytes(request)
    const isChunked = request.headers['transfer-encoding'] !== undefined
    const length = Number(request.headers['content-length'] ?? 0)
    this.#end = isChunked ? Number.POSITIVE_INFINITY : this.#mark + length
  }

  /** Notes who has sent the request. @param {string | undefined} session @param {string} network */
  sentBy(session, network) {
    this.sender = session ?? network
    this.isSignedIn = session !== undefined
  }

  /** Keeps a turn for later; false when too many wait already. @param {() => void} turn */
  queue(turn) {
    return this.#turns.push(turn) <= AHEAD_REQUESTS
  }

  next() {
    return this.#turns.shift()
  }
}
