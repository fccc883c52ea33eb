import type { Reader } from '@/lib/server/zookeeper/protocol/jute-reader'
import type { Writer } from '@/lib/server/zookeeper/protocol/jute-writer'
import { KEEPER } from '@/lib/server/zookeeper/protocol/keeper-errors'
import { OP, XID } from '@/lib/server/zookeeper/protocol/opcodes'
import {
  answerTooLarge,
  nothing,
  type Operation,
  tooLarge,
} from '@/lib/server/zookeeper/protocol/requests'
import type { Wire } from '@/lib/server/zookeeper/protocol/socket-connection'
import type { Xids } from '@/lib/server/zookeeper/protocol/xids'
import type { World } from '@/lib/server/zookeeper/session'
import type { Cause, Failure } from '@/lib/znode/cause'
import { MAX_PATH, ROOT } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'
import { Heartbeat, type Pace } from './heartbeat'
import { type Settle, Ticket } from './pending-request'
import type { AnyTicket, Ledger } from './request-queue'

/** No character of a path takes more in UTF-8. */
const MAX_PATH_BYTES = MAX_PATH * 3

/** Zxids at or above are negative: the server had none to tell. */
const FIRST_NEGATIVE: Hex64 = '0x8000000000000000'

const SASL_REQUIRED: Failure = {
  cause: 'sasl-required',
  detail: 'The server requires SASL authentication',
}

export type ConversationSetup = {
  readonly world: World
  readonly wire: Wire
  readonly ledger: Ledger
  readonly xids: Xids
  readonly pace: Pace
  readonly operationTimeout: number
  readonly maxRequestBytes: number
  readonly maxFrameBytes: number
  /** `goesBack`: the server's data is older than it was. */
  readonly seen: (zxid: Hex64, goesBack: boolean) => void
  readonly notified: (type: number, path: string) => void
  /** A notification named a path that is too long to be followed. */
  readonly unfollowed: () => void
  readonly healthy: () => void
  /** The server wants credentials that we do not have; the connection ends next. */
  readonly authFailed: (failure: Failure) => void
  readonly closed: (failure: Failure) => void
}

/** The requests and answers of one open connection. */
export class Conversation {
  readonly #setup: ConversationSetup
  readonly #wire: Wire
  readonly #ledger: Ledger
  readonly #heartbeat: Heartbeat
  #hungUp = false
  /** Of the reply before: most replies bring no news. */
  #lastZxid: Hex64 | null = null

  constructor(setup: ConversationSetup) {
    this.#setup = setup
    this.#wire = setup.wire
    this.#ledger = setup.ledger
    this.#heartbeat = new Heartbeat(setup.world, setup.wire, setup.pace)
  }

  /** Arms the watches again, ahead of everything that waits, and begins. */
  begin(watches: ReadonlyArray<(writer: Writer) => void>) {
    for (const encode of watches) this.#control(OP.setWatches, encode)
    this.#wire.listen(
      {
        frame: (reader) => this.#onFrame(reader),
        oversized: (reader, length) => this.#onOversized(reader, length),
        drained: () => this.pump(),
        closed: (failure) => this.#onClosed(failure),
      },
      this.#setup.maxFrameBytes,
    )
    this.pump()
  }

  get server() {
    return this.#wire.server
  }

  get lastAnswered(): number {
    return this.#heartbeat.lastAnswered
  }

  get latency(): number | null {
    return this.#heartbeat.latency
  }

  /** Sends what waits, as far as the window and the socket allow. */
  pump() {
    if (!this.#ledger.due) return
    while (this.#wire.ended === null && !this.#wire.blocked && !this.#hungUp) {
      const ticket = this.#ledger.next()
      if (!ticket) return
      this.#send(ticket, this.#setup.xids.next())
    }
  }

  /** Asks the server to close the session, and ends the connection when it has or after `ms`. */
  hangUp(ms: number) {
    this.#control(OP.closeSession, nothing)
    this.#hungUp = true
    this.#wire.deadline(ms, 'The server did not close the session in time')
  }

  end(reason: string, cause?: Cause) {
    this.#wire.destroy(reason, cause)
  }

  /** A request of the engine itself; when it fails the connection is of no use. */
  #control(type: number, encode: (writer: Writer) => void) {
    const operation: Operation<void> = {
      type,
      path: ROOT,
      writes: false,
      valueBytes: 0,
      encode,
      decode: nothing,
    }
    const end = (reason: string) => this.#wire.destroy(reason)
    const settle: Settle<void> = {
      resolve: () => type === OP.closeSession && end('The session was closed'),
      reject: (error) => end(`The server refused request ${type}: ${error.code}`),
    }
    const { world, operationTimeout, xids } = this.#setup
    const ticket = new Ticket(operation, world.now() + operationTimeout, settle)
    this.#send(ticket, type === OP.setWatches ? XID.setWatches : xids.next())
  }

  #send(ticket: AnyTicket, xid: number) {
    const { operation } = ticket
    const { maxRequestBytes } = this.#setup
    ticket.xid = xid
    try {
      const size = this.#wire.send((writer) => {
        writer.int(xid).int(operation.type)
        operation.encode(writer)
      }, maxRequestBytes)
      if (size <= maxRequestBytes) this.#ledger.send(ticket)
      else ticket.fail(tooLarge(operation.path, size, maxRequestBytes))
    } catch (cause) {
      const detail = 'The request cannot be encoded'
      ticket.fail(new ZnodeError('invalid-request', operation.path, { detail, cause }))
    }
  }

  #onFrame(reader: Reader) {
    try {
      this.#take(reader)
    } catch {
      this.#wire.destroy('The server sent a frame that cannot be read', 'not-zookeeper')
    }
  }

  #take(reader: Reader) {
    const xid = reader.int()
    const zxid = reader.hex()
    const error = reader.int()
    if (xid === XID.notification) {
      const type = reader.int()
      reader.int()
      const path = reader.stringWithin(MAX_PATH_BYTES)
      if (path === null || path.length > MAX_PATH) this.#setup.unfollowed()
      else this.#setup.notified(type, path)
      return
    }
    if (xid === XID.auth) return
    if (error === KEEPER.saslRequired) {
      this.#setup.authFailed(SASL_REQUIRED)
      this.#wire.destroy(SASL_REQUIRED.detail, SASL_REQUIRED.cause)
      return
    }
    if (zxid !== this.#lastZxid && compareHex(zxid, FIRST_NEGATIVE) < 0) this.#see(zxid, error)
    if (xid === XID.ping) {
      this.#heartbeat.ponged()
      this.#setup.healthy()
      return
    }
    this.#answeredBy(xid)?.answer(reader, zxid, error)
    this.pump()
  }

  /** On one connection zxids never go back, unless the server's data did. */
  #see(zxid: Hex64, error: number) {
    const goesBack = this.#lastZxid !== null && compareHex(zxid, this.#lastZxid) < 0
    if (goesBack && error !== 0) return
    this.#lastZxid = zxid
    this.#setup.seen(zxid, goesBack)
  }

  #onOversized(reader: Reader, length: number) {
    const xid = reader.int()
    const ticket = xid > 0 ? this.#answeredBy(xid) : undefined
    const { maxFrameBytes } = this.#setup
    if (ticket?.operation.writes) ticket.abandon('connection-lost', 'The answer is too large')
    else if (ticket) ticket.fail(answerTooLarge(ticket.operation.path, length, maxFrameBytes))
    else this.#wire.destroy('The server sent a frame that is too large')
    this.pump()
  }

  #answeredBy(xid: number): AnyTicket | undefined {
    const ticket = this.#ledger.answered()
    if (ticket?.xid === xid) {
      this.#heartbeat.answered(ticket.sentAt)
      return ticket
    }
    ticket?.abandon('connection-lost', 'The server answered out of turn')
    this.#wire.destroy('The server answered out of turn', 'not-zookeeper')
    return undefined
  }

  #onClosed(failure: Failure) {
    this.#heartbeat.stop()
    this.#setup.closed(failure)
  }
}
