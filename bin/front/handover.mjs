import { once } from 'node:events'
import { setImmediate as immediate, setTimeout as sleep } from 'node:timers/promises'
import { hasBody, judgeBody, judgeRequest, pathOf } from './judge-request.mjs'
import { Lane } from './lane.mjs'
import { networkOf } from './network.mjs'
import { BUSY, TOO_SLOW } from './refusal.mjs'

/**
 * @typedef {import('./connection.mjs').Connection} Connection
 * @typedef {import('./refusal.mjs').Refusal} Refusal
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 * @typedef {(request: Request, response: Response) => unknown} Listener
 * @typedef {Readonly<{ method: string, pathname: string, host: string | null,
 *   cookie: string | null }>} Asked
 */

/**
 * What the settings say of requests, from when the server has booted. `admit` judges by host,
 * method and path, `workOf` says what kind of work it is, `sessionOf` whose of those that stand
 * (never what a cookie merely claims), `clientOf` who is behind the proxies that are ours.
 * @typedef {Readonly<{
 *   maxStreams: number,
 *   maxBodyBytes: number, bodyTooLarge: string,
 *   isProxy: (address: string) => boolean,
 *   clientOf: (peer: string, headers: import('node:http').IncomingHttpHeaders) => string,
 *   admit: (asked: Asked) => Refusal | null,
 *   workOf: (asked: Asked) => 'open' | 'page' | 'call',
 *   sessionOf: (asked: Asked) => string | undefined,
 *   report: (refused: Readonly<Record<string, number>>) => void,
 * }>} Policy
 * @typedef {keyof import('./limits.mjs').Limits['lanes']} LaneName
 */

/**
 * What a handler would take for the word of a proxy, or of Next itself, and the conditions that
 * Next answers with an error of its own where they do not hold.
 */
const NOT_FOR_HANDLERS =
  /^(?:forwarded$|x-forwarded-|x-real-ip$|x-vivarium-|x-middleware-|x-invoke-|x-nextjs-|x-matched-path$|next-action$|expect$|upgrade$|range$|if-range$|if-match$|if-unmodified-since$)/
/** Who asks, as handlers read it. */
const CLIENT_HEADER = 'x-vivarium-client'

/** Judges requests and hands them to the listener, so many of a kind and of a sender at once. */
export class Handover {
  #listener
  #limits
  #lanes
  #refuse
  #accepted
  /** @type {Policy | undefined} */
  #policy
  /** What came before the policy. @type {Array<(policy: Policy) => void>} */
  #early = []

  /**
   * @param {Listener} listener
   * @param {import('./limits.mjs').Limits} limits
   * @param {(request: Request, response: Response, refusal: Refusal) => void} refuse
   * @param {() => number} accepted how many connections have come in so far
   */
  constructor(listener, limits, refuse, accepted) {
    this.#listener = listener
    this.#limits = limits
    this.#refuse = refuse
    this.#accepted = accepted
    const { landing, page, call, upload, entrance } = limits.lanes
    this.#lanes = {
      landing: new Lane(landing),
      page: new Lane(page),
      call: new Lane(call),
      upload: new Lane(upload),
      entrance: new Lane(entrance),
    }
  }

  /** @param {Policy} policy */
  open(policy) {
    this.#policy = policy
    for (const pass of this.#early.splice(0)) pass(policy)
  }

  /** @param {Connection} connection @param {Request} request @param {Response} response */
  take(connection, request, response) {
    const refusal = judgeRequest(request)
    if (refusal) return this.#refuse(request, response, refusal)
    const pass = (/** @type {Policy} */ policy) => this.#pass(policy, connection, request, response)
    if (this.#policy) pass(this.#policy)
    else this.#early.push(pass)
  }

  /**
   * @param {Policy} policy @param {Connection} connection
   * @param {Request} request @param {Response} response
   */
  #pass(policy, connection, request, response) {
    if (response.closed) return
    const asked = askedBy(request)
    const refusal = policy.admit(asked) ?? judgeBody(request, policy)
    if (refusal) return this.#refuse(request, response, refusal)
    const kind = policy.workOf(asked)
    const client = policy.clientOf(connection.peer, request.headers)
    const session = policy.sessionOf(asked)
    connection.sentBy(session, networkOf(client))
    const work = () => this.#hand(client, request, response)
    if (kind === 'open') return work()
    const lane = laneOf(kind, session !== undefined, hasBody(request))
    if (!this.#queue(lane, connection, request, response, work))
      this.#refuse(request, response, BUSY)
  }

  /**
   * Has the work done when it is its turn; false when too many wait.
   * @param {LaneName} lane @param {Connection} connection
   * @param {Request} request @param {Response} response @param {() => unknown} work
   */
  #queue(lane, connection, request, response, work) {
    connection.waits = true
    let hasBegun = false
    const begin = async () => {
      connection.waits = false
      hasBegun = true
      await this.#calm()
      if (!response.closed) await this.#until(work(), response, this.#limits.lanes[lane].holdMs)
      if (lane === 'entrance' && !request.complete && !response.closed && !response.headersSent)
        this.#refuse(request, response, TOO_SLOW)
      leave?.()
    }
    const giveWay = () => this.#refuse(request, response, BUSY)
    const leave = this.#lanes[lane].enter(connection.sender, begin, giveWay)
    // By then the connection may have its next request, which waits in turn.
    response.once('close', () => hasBegun || leave?.())
    return leave !== undefined
  }

  /**
   * Node accepts one connection in each turn of its loop, so that work done between two of them
   * keeps all behind them waiting: first they come in.
   */
  async #calm() {
    const deadline = performance.now() + this.#limits.acceptMs
    let before
    do {
      before = this.#accepted()
      await immediate()
    } while (this.#accepted() !== before && performance.now() < deadline)
  }

  /**
   * Waits until the work is done, or its asker has left a while ago, or it takes long.
   * @param {unknown} work @param {Response} response @param {number} holdMs
   */
  async #until(work, response, holdMs) {
    const stop = new AbortController()
    const options = { signal: stop.signal, ref: false }
    const left = async () => {
      await once(response, 'close', options)
      await sleep(this.#limits.abandonedMs, null, options)
    }
    await Promise.race([work, left(), sleep(holdMs, null, options)]).catch(() => undefined)
    stop.abort()
  }

  /** @param {string} client @param {Request} request @param {Response} response */
  async #hand(client, request, response) {
    const { headers } = request
    const isExpected = headers.expect !== undefined
    for (const name of Object.keys(headers)) if (NOT_FOR_HANDLERS.test(name)) delete headers[name]
    headers[CLIENT_HEADER] = client
    if (isExpected) response.writeContinue()
    await this.#listener(request, response)
  }
}

/**
 * Strangers have lanes of their own: what they hold up is not what people wait for.
 * @param {'page' | 'call'} kind @param {boolean} isSignedIn @param {boolean} isUpload
 * @returns {LaneName}
 */
function laneOf(kind, isSignedIn, isUpload) {
  if (kind === 'page') return isSignedIn ? 'page' : 'landing'
  if (!isUpload) return 'call'
  return isSignedIn ? 'upload' : 'entrance'
}

/** @param {Request} request @returns {Asked} */
function askedBy(request) {
  const { method = '', headers } = request
  const { host = null, cookie = null } = headers
  return { method, pathname: pathOf(request), host, cookie }
}
