import { Connection } from './connection.mjs'
import { descriptorLimit } from './descriptor-limit.mjs'

/** @typedef {import('node:net').Socket} Socket */

/** Files, the database and ZooKeeper need descriptors, too. */
const OTHER_DESCRIPTORS = 128

const byNetwork = ({ network }) => network
const bySender = ({ sender }) => sender
const isInPhase = (phase) => (connection) => connection.phase === phase
const isBodyOfStranger = ({ phase, isSignedIn }) => phase === 'body' && !isSignedIn

/**
 * The open connections and what they hold. Nobody is kept out by somebody who merely holds on: at
 * each limit the connection is closed that is under way for longest, of whoever holds most.
 */
export class Connections {
  /** Those whose phase began first come first. @type {Map<Socket, Connection>} */
  #open = new Map()
  #limits
  #most
  #bodyBytes
  /** @type {(address: string) => boolean} */
  #isProxy = () => false
  #close

  /**
   * @param {import('./limits.mjs').Limits} limits
   * @param {(connection: Connection) => void} close ends a connection that is under way
   */
  constructor(limits, close) {
    this.#limits = limits
    this.#most = limits.besideStreams
    this.#bodyBytes = limits.allBodyBytes
    this.#close = close
    setInterval(() => this.#sweep(), limits.sweepMs).unref()
  }

  /** @param {Pick<import('./handover.mjs').Policy, 'maxStreams' | 'maxBodyBytes' | 'isProxy'>} policy */
  limit({ maxStreams, maxBodyBytes, isProxy }) {
    const { besideStreams, allBodyBytes } = this.#limits
    this.#most = Math.min(maxStreams + besideStreams, descriptorLimit() - OTHER_DESCRIPTORS)
    this.#bodyBytes = Math.max(allBodyBytes, 4 * maxBodyBytes)
    this.#isProxy = isProxy
  }

  /** @param {Socket} socket */
  of(socket) {
    return this.#open.get(socket)
  }

  /** Takes one in; undefined when there is no room for it. @param {Socket} socket */
  add(socket) {
    const added = new Connection(socket)
    if (!this.#hasRoomFor(added)) return undefined
    this.#open.set(socket, added)
    return added
  }

  /** @param {Socket} socket */
  remove(socket) {
    this.#open.delete(socket)
  }

  /**
   * Puts the connection into its next phase: with the request whose header has come, or waiting
   * for the next one.
   * @param {Connection} connection
   * @param {import('node:http').IncomingMessage | null} request
   */
  take(connection, request) {
    connection.take(request)
    if (this.#open.delete(connection.socket)) this.#open.set(connection.socket, connection)
  }

  /** Whether one more fits, now or after another was closed. @param {Connection} added */
  #hasRoomFor({ peer, network }) {
    const most = this.#most
    const { shareOfPeer, underWayOfPeer } = this.#limits
    if (!this.#isProxy(peer)) {
      const own = [...this.#open.values()].filter((open) => open.network === network)
      const underWay = own.filter(({ isUnderWay }) => isUnderWay)
      const oldest = underWay.find(({ isNew }) => isNew) ?? underWay[0]
      if (underWay.length >= underWayOfPeer) this.#drop(oldest)
      else if (own.length >= most * shareOfPeer && !this.#drop(oldest)) return false
    }
    return this.#open.size < most || this.#drop(this.#mostDispensable())
  }

  /** One that has never asked for anything, else one that waits, else one that sends. */
  #mostDispensable() {
    return (
      this.#oldestOfMost(byNetwork, ({ isNew }) => (isNew ? 1 : 0)) ??
      this.#oldestOfMost(byNetwork, ({ phase }) => (phase === 'header' ? 1 : 0)) ??
      this.#oldestOfMost(byNetwork, ({ phase }) => (phase === 'body' ? 1 : 0))
    )
  }

  /** Closes those that hold too much, or send ahead of their answers. */
  #sweep() {
    if (this.#open.size < this.#limits.sweepFrom) return
    const held = { header: 0, body: 0, answer: 0, over: 0 }
    for (const connection of this.#open.values()) {
      held[connection.phase] += connection.held
      if (connection.isTooFarAhead) connection.socket.destroy()
    }
    this.#relieve(held.header - this.#limits.allHeaderBytes, byNetwork, isInPhase('header'))
    // One who is signed in gives way only when all bodies of strangers are gone.
    const left = this.#relieve(held.body - this.#bodyBytes, bySender, isBodyOfStranger)
    this.#relieve(left, bySender, isInPhase('body'))
  }

  /**
   * Closes connections of a kind until so many bytes are free; answers how many are still missing.
   * @param {number} bytes @param {(connection: Connection) => string} groupOf
   * @param {(connection: Connection) => boolean} isOfKind
   */
  #relieve(bytes, groupOf, isOfKind) {
    let left = bytes
    while (left > 0) {
      const chosen = this.#oldestOfMost(groupOf, (each) => (isOfKind(each) ? each.held : 0))
      if (!chosen) break
      left -= chosen.held
      this.#drop(chosen)
    }
    return left
  }

  /**
   * The oldest connection of the group that weighs most, among those that weigh anything.
   * @param {(connection: Connection) => string} groupOf
   * @param {(connection: Connection) => number} weightOf
   */
  #oldestOfMost(groupOf, weightOf) {
    /** @type {Map<string, { weight: number, oldest: Connection }>} */
    const groups = new Map()
    for (const connection of this.#open.values()) {
      const weight = weightOf(connection)
      if (weight === 0) continue
      const group = groups.get(groupOf(connection))
      if (group) group.weight += weight
      else groups.set(groupOf(connection), { weight, oldest: connection })
    }
    return [...groups.values()].toSorted((a, b) => b.weight - a.weight)[0]?.oldest
  }

  /** @param {Connection | undefined} connection */
  #drop(connection) {
    if (!connection) return false
    this.#open.delete(connection.socket)
    this.#close(connection)
    return true
  }
}
