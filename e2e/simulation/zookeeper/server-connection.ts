import { Framer } from '@/lib/server/zookeeper/protocol/framing'
import { Reader } from '@/lib/server/zookeeper/protocol/jute-reader'
import { Writer } from '@/lib/server/zookeeper/protocol/jute-writer'
import { KEEPER } from '@/lib/server/zookeeper/protocol/keeper-errors'
import { OP } from '@/lib/server/zookeeper/protocol/opcodes'
import type { ZnodePath } from '@/lib/znode/path'
import { compareHex, type Hex64, ZERO } from '@/lib/znode/zxid'
import type { Ensemble } from './ensemble'
import {
  type Answer,
  type Hello,
  type Request,
  readHello,
  readRequest,
  writeNotification,
  writeReply,
  writeStat,
  writeWelcome,
} from './protocol'
import type { Client, Server } from './server'
import type { Transaction } from './znodes'

const MAX_FRAME = 1_048_576
const NO_AUTH: Answer = { error: -102 }
const NO_NODE: Answer = { error: KEEPER.noNode }
const NO_WATCHER: Answer = { error: KEEPER.noWatcher }
const DONE: Answer = { error: 0 }

type Wiring = {
  readonly send: (bytes: Buffer) => void
  /** The server closes the connection, behind everything it sent. */
  readonly close: () => void
  /** A stat was asked for. */
  readonly asked: (path: ZnodePath) => void
  /** How a read fails although the server is well; 0: it does not. */
  readonly mishap: () => number
}

/**
 * One connection of a client to one server, in the order that ZooKeeper keeps: requests are served
 * one after another, a sync holds up what follows it, and a notification leaves before any answer
 * that shows its change.
 */
export class ServerConnection implements Client {
  readonly #server: Server
  readonly #ensemble: Ensemble
  readonly #wiring: Wiring
  readonly #framer = new Framer(MAX_FRAME)
  readonly #reader = new Reader()
  readonly #writer = new Writer()
  readonly #queue: Request[] = []
  #sessionId: Hex64 | undefined
  #greeted = false
  #busy = false
  #watching = false
  #open = true

  constructor(server: Server, ensemble: Ensemble, wiring: Wiring) {
    this.#server = server
    this.#ensemble = ensemble
    this.#wiring = wiring
    server.clients.add(this)
  }

  receive(bytes: Buffer): void {
    if (!this.#open) return
    if (this.#sessionId) this.#ensemble.sessions.heard(this.#sessionId)
    this.#framer.feed(bytes, {
      frame: (buffer, start, end) => this.#onFrame(this.#reader.reset(buffer, start, end)),
      oversized: () => this.end(),
    })
    this.#flush()
  }

  applied({ events }: Transaction): void {
    if (!this.#watching) return
    for (const { type, path, hidden } of events)
      if (!hidden) writeNotification(this.#writer, type, path)
    this.#flush()
  }

  forgetWatches(): void {
    this.#watching = false
  }

  end = (): void => {
    if (!this.#open) return
    this.gone()
    this.#wiring.close()
  }

  /** The client is gone: the session waits for it elsewhere. */
  gone(): void {
    this.#flush()
    this.#open = false
    this.#server.clients.delete(this)
  }

  #onFrame(reader: Reader): void {
    if (!this.#open) return
    if (this.#greeted) {
      this.#queue.push(readRequest(reader))
      this.#serve()
      return
    }
    this.#greeted = true
    this.#greet(readHello(reader))
  }

  #greet({ lastZxid, timeout, sessionId }: Hello): void {
    if (compareHex(lastZxid, this.#server.zxid) > 0) {
      this.end()
      return
    }
    const id = sessionId === ZERO ? this.#ensemble.openSession(timeout) : sessionId
    this.#busy = true
    this.#ensemble.whenSynced(this.#server, () => {
      if (!this.#open) return
      this.#busy = false
      const stands = this.#ensemble.sessions.attach(id, this)
      writeWelcome(this.#writer, stands ? timeout : 0, stands ? id : ZERO)
      if (stands) this.#sessionId = id
      else this.end()
      this.#serve()
      this.#flush()
    })
  }

  #serve(): void {
    while (this.#open && !this.#busy) {
      const request = this.#queue.shift()
      if (!request) return
      if (request.type === OP.sync) this.#hold(request)
      else this.#answer(request)
    }
  }

  #hold(request: Request): void {
    this.#busy = true
    this.#ensemble.whenSynced(this.#server, () => {
      this.#busy = false
      if (!this.#open) return
      this.#answer(request)
      this.#serve()
      this.#flush()
    })
  }

  #answer({ xid, type, path }: Request): void {
    const answer = this.#read(type, path)
    writeReply(this.#writer, xid, this.#server.zxid, answer)
    if (answer === UNIMPLEMENTED) this.end()
    else if (type === OP.closeSession) this.#close()
  }

  #read(type: number, path: ZnodePath): Answer {
    switch (type) {
      case OP.exists:
        this.#wiring.asked(path)
        return this.#exists(path)
      case OP.getData:
        return this.#readable(path, ({ data, stat }) => ({
          error: 0,
          body: (writer) => writeStat(writer.bytes(Buffer.from(data)), stat),
        }))
      case OP.getChildren:
        return this.#readable(path, ({ names, stat }) => ({
          error: 0,
          body: (writer) =>
            writeStat(
              writer.vector(names, (each, name) => each.string(name)),
              stat,
            ),
        }))
      case OP.addWatch:
      case OP.setWatches:
        if (!this.#ensemble.hasWatches) return UNIMPLEMENTED
        this.#watching = true
        return DONE
      case OP.checkWatches:
        return this.#watching ? DONE : NO_WATCHER
      case OP.sync:
        return { error: 0, body: (writer) => writer.string(path) }
      default:
        return DONE
    }
  }

  /** No ACL hides a stat from those who know the path, unless the servers are newer. */
  #exists(path: ZnodePath): Answer {
    const error = this.#wiring.mishap()
    const znode = this.#server.znodes.get(path)
    if (error !== 0) return { error }
    if (znode?.closed && this.#ensemble.hidesStats) return NO_AUTH
    return znode ? { error: 0, body: (writer) => writeStat(writer, znode.stat) } : NO_NODE
  }

  #readable(path: ZnodePath, answer: (znode: Readable) => Answer): Answer {
    const error = this.#wiring.mishap()
    const znode = this.#server.znodes.get(path)
    if (error !== 0) return { error }
    if (!znode) return NO_NODE
    return znode.closed ? NO_AUTH : answer(znode)
  }

  #close(): void {
    const id = this.#sessionId
    if (id) this.#ensemble.sessions.end(id)
    this.end()
  }

  #flush(): void {
    if (this.#open && this.#writer.pending > 0) this.#wiring.send(this.#writer.take())
  }
}

type Readable = NonNullable<ReturnType<Server['znodes']['get']>>

/** Servers that do not know a request say so and close the connection. */
const UNIMPLEMENTED: Answer = { error: -6 }
