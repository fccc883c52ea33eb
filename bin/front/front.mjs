import http from 'node:http'
import { Connections } from './connections.mjs'
import { Handover } from './handover.mjs'
import { hasBody, MAX_HEADER_LINES, pathOf } from './judge-request.mjs'
import { LIMITS } from './limits.mjs'
import { BUSY, rawRefusal, TOO_SLOW } from './refusal.mjs'
import { guardResponse, refuse } from './response-head.mjs'

/**
 * @typedef {import('./connection.mjs').Connection} Connection
 * @typedef {import('./limits.mjs').Limits} Limits
 * @typedef {import('./refusal.mjs').Refusal} Refusal
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 * @typedef {import('node:net').Socket} Socket
 */

const REPORT_MS = 10_000

/** Refusals after which the same connection may well ask for something else. */
const KEEPS_CONNECTION = new Set(['not-found', 'method-not-allowed'])

/** What only we may listen to: Next would leave upgraded sockets to nobody. */
const OURS = new Set(['upgrade', 'connect', 'checkContinue', 'checkExpectation', 'clientError'])

/** @type {Refusal} */
const MALFORMED = { status: 400, code: 'invalid-request', detail: 'That is not HTTP/1.1' }
/** @type {Refusal} */
const NO_TUNNEL = { status: 400, code: 'invalid-request', detail: 'The server is no proxy' }
/** @type {Record<string, Refusal>} */
const PARSER_REFUSALS = {
  HPE_HEADER_OVERFLOW: { status: 431, code: 'header-too-large' },
  ERR_HTTP_REQUEST_TIMEOUT: TOO_SLOW,
}

/**
 * The HTTP server below Next: bounds connections, bytes and time, and refuses what no handler
 * should see. The rest goes to `listener` once `open` has said what the settings are.
 */
export class Front {
  server
  #limits
  #connections
  #handover
  #accepted = 0
  /** How often it refused, by status. @type {Record<string, number>} */
  #refused = {}
  /** @type {(refused: Readonly<Record<string, number>>) => void} */
  #report = () => undefined

  /** @param {import('./handover.mjs').Listener} listener */
  constructor(listener, limits = LIMITS) {
    this.#limits = limits
    this.#connections = new Connections(limits, (connection) => this.#giveUp(connection))
    const turnAway = (...given) => this.#refuse(...given)
    this.#handover = new Handover(listener, limits, turnAway, () => this.#accepted)
    this.server = createServer(limits)
    this.#attach(this.server)
  }

  /** @param {http.Server} server */
  #attach(server) {
    server.on('connection', (socket) => this.#accept(socket))
    for (const event of ['request', 'checkContinue', 'checkExpectation'])
      server.on(event, (request, response) => this.#arrive(request, response))
    server.on('connect', (request, socket) => this.#end(socket, NO_TUNNEL, request))
    server.on('clientError', (error, socket) => this.#misunderstood(error, socket))
    server.on('timeout', (socket) => this.#stalled(socket))
    const { on } = server
    server.on = (event, given) => (OURS.has(event) ? server : on.call(server, event, given))
  }

  /** @param {import('./handover.mjs').Policy} policy */
  open(policy) {
    const { bodyMs, bodyBytesPerMs } = this.#limits
    this.server.requestTimeout = bodyMs + policy.maxBodyBytes / bodyBytesPerMs
    this.#report = policy.report
    this.#connections.limit(policy)
    this.#handover.open(policy)
  }

  /** @param {Socket} socket */
  #accept(socket) {
    this.#accepted += 1
    const connection = this.#connections.add(socket)
    if (!connection) {
      this.#count(BUSY)
      socket.destroy()
      return
    }
    socket.once('close', () => this.#connections.remove(socket))
  }

  /**
   * Node begins requests as they come; here each waits for the answer to the one before it.
   * @param {Request} request @param {Response} response
   */
  #arrive(request, response) {
    const connection = this.#connections.of(request.socket)
    if (!connection || connection.isOver) return
    const turn = () => this.#serve(connection, request, response)
    if (!connection.isTaken) turn()
    else if (!connection.queue(turn)) request.socket.destroy()
  }

  /** @param {Connection} connection @param {Request} request @param {Response} response */
  #serve(connection, request, response) {
    this.#connections.take(connection, request)
    response.once('close', () => this.#answered(connection, request))
    guardResponse(response, pathOf(request))
    if (connection.taken >= this.#limits.requestsPerConnection)
      response.setHeader('connection', 'close')
    this.#handover.take(connection, request, response)
  }

  /** @param {Connection} connection @param {Request} request */
  #answered(connection, request) {
    if (connection.socket.destroyed) return
    if (connection.isOver || !request.complete) return this.#linger(connection.socket)
    this.#connections.take(connection, null)
    connection.next()?.()
  }

  /** @param {Request} request @param {Response} response @param {Refusal} refusal */
  #refuse(request, response, refusal) {
    if (!KEEPS_CONNECTION.has(refusal.code) || hasBody(request))
      return this.#end(request.socket, refusal, request)
    this.#count(refusal)
    refuse(response, refusal)
  }

  /** It is under way and has to make room. @param {Connection} connection */
  #giveUp({ socket, phase }) {
    if (phase === 'header') socket.destroy()
    else this.#end(socket, BUSY)
  }

  /** Nothing came or went for a while. @param {Socket} socket */
  #stalled(socket) {
    const connection = this.#connections.of(socket)
    const phase = connection?.phase
    if (connection?.waits || (phase === 'answer' && socket.writableLength === 0)) return
    if (phase === 'body') this.#end(socket, TOO_SLOW)
    else socket.destroy()
  }

  /** @param {Error & { code?: string }} error @param {Socket} socket */
  #misunderstood({ code = '' }, socket) {
    const connection = this.#connections.of(socket)
    const isSilent = connection?.phase === 'header' && connection.held === 0
    if (!connection?.isUnderWay || isSilent || !socket.writable) socket.destroy()
    else this.#end(socket, PARSER_REFUSALS[code] ?? MALFORMED)
  }

  /**
   * Refuses and closes, whether or not Node has made a response to the request.
   * @param {Socket} socket @param {Refusal} refusal @param {Request} [request]
   */
  #end(socket, refusal, request) {
    this.#count(refusal)
    socket.removeAllListeners('data').resume()
    socket.write(rawRefusal(refusal, request?.method))
    this.#linger(socket)
  }

  /** Reads on for a moment: a reset could overtake what was answered. @param {Socket} socket */
  #linger(socket) {
    const connection = this.#connections.of(socket)
    if (connection) connection.isOver = true
    const timer = setTimeout(() => socket.destroy(), this.#limits.lingerMs)
    socket
      .once('close', () => clearTimeout(timer))
      .once('error', () => socket.destroy())
      .end()
  }

  /** Strangers may be refused as often as they like: the log has one line for many. @param {Refusal} refusal */
  #count({ status }) {
    if (Object.keys(this.#refused).length === 0)
      setTimeout(() => {
        this.#report(this.#refused)
        this.#refused = {}
      }, REPORT_MS).unref()
    this.#refused[status] = (this.#refused[status] ?? 0) + 1
  }
}

/** @param {Limits} limits */
function createServer(limits) {
  const server = new http.Server({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headerMs,
    requestTimeout: Math.max(limits.headerMs, limits.bodyMs),
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: Math.min(limits.headerMs, 1_000),
    requireHostHeader: false,
  })
  server.maxHeadersCount = MAX_HEADER_LINES
  server.timeout = limits.stalledMs
  return server
}
