import {
  closeSession,
  handshake,
  type Outcome,
  syncedZxid,
} from '@/lib/server/zookeeper/protocol/handshake'
import type { Hello, Welcome } from '@/lib/server/zookeeper/protocol/records'
import { type Server, Wire } from '@/lib/server/zookeeper/protocol/socket-connection'
import type { Attempt, SessionKey, SessionOptions, World } from '@/lib/server/zookeeper/session'
import type { Failure } from '@/lib/znode/cause'
import { compareHex, type Hex64, ZERO } from '@/lib/znode/zxid'
import { addressOf, Diagnoses } from './diagnoses'
import { Refusals } from './refusals'
import { ServerList } from './server-list'
import { credentialsOf } from './takeover'

/** How long a server that serves reads only is used before the others are asked again, in ms. */
const SEEK_EVERY = 3000
/** Credentials that every server refused are shown again after these pauses, then the last one, in ms. */
const REFUSED_PAUSES = [5_000, 30_000, 60_000] as const
const NO_SESSION = { sessionId: ZERO, password: Buffer.alloc(16), lastZxid: ZERO }

export type ConnectorEvents = {
  /** A session is open on `wire`. `wipedTo`: the ensemble has lost the past, and stands there. */
  readonly opened: (wire: Wire, opening: Opening, wipedTo: Hex64 | null) => void
  /** The session is gone; the next attempt asks `key` for another. */
  readonly expired: () => void
  readonly authFailed: (failure: Failure) => void
  readonly failed: (failure: Failure) => void
}

export type Opening = { readonly welcome: Welcome; readonly askedAt: number }

/** Tries servers in turn until one opens the session, each attempt with deadlines. */
export class Connector {
  readonly #world: World
  readonly #options: SessionOptions
  readonly #key: () => SessionKey
  readonly #events: ConnectorEvents
  readonly #servers: ServerList
  readonly #refusals = new Refusals()
  readonly #attempts = new Map<string, Attempt>()
  readonly #diagnoses: Diagnoses
  /** What is planned, and when. */
  #plan: { readonly run: () => void; readonly at: number; readonly timer: unknown } | null = null
  #wire: Wire | null = null
  /** Servers that refused our credentials, one after another. */
  #refused = 0

  constructor(
    world: World,
    options: SessionOptions,
    key: () => SessionKey,
    events: ConnectorEvents,
  ) {
    this.#world = world
    this.#options = options
    this.#key = key
    this.#events = events
    this.#servers = new ServerList(options.servers, world)
    this.#diagnoses = new Diagnoses(world, options.tls)
  }

  /** Begins to try, until `opened` or `stop`. */
  start() {
    this.stop()
    const { server, pause } = this.#servers.next()
    if (pause === 0) this.#try(server)
    else this.#planned(() => this.#try(server), pause)
  }

  stop() {
    this.#planned(null)
    this.#wire?.destroy('Given up')
    this.#wire = null
  }

  /** Does now what is planned for later. */
  hurry() {
    const run = this.#plan?.run
    this.#planned(null)
    run?.()
  }

  /** The server in use has proved good: after a loss, begin without a pause. */
  succeeded() {
    this.#servers.succeeded()
    this.#refused = 0
  }

  /** The connection that was opened ended. */
  lost({ server }: Wire, failure: Failure) {
    this.#note(server, failure)
  }

  /** Our credentials were refused: the other servers are asked, and all of them again later. */
  retryRefused() {
    this.stop()
    this.#refused += 1
    const rounds = Math.floor(this.#refused / this.#servers.size)
    const isWhole = this.#refused % this.#servers.size === 0
    const pause = REFUSED_PAUSES[Math.min(rounds, REFUSED_PAUSES.length) - 1] ?? 0
    const { server } = this.#servers.next()
    if (isWhole) this.#planned(() => this.#try(server), pause)
    else this.#try(server)
  }

  /** How the last attempt at each server ended, by its address. */
  get attempts(): ReadonlyMap<string, Attempt> {
    return this.#attempts
  }

  /** When the next attempt is due, on the world's clock; null while none is planned. */
  get nextTry(): number | null {
    return this.#plan?.at ?? null
  }

  /** All servers, the one tried last at the end. */
  servers(): Server[] {
    return this.#servers.others()
  }

  #note({ host, port }: Server, failure: Failure | null) {
    this.#attempts.set(addressOf({ host, port }), { at: this.#world.now(), failure })
  }

  /** Plans `run`, in place of what was planned before. */
  #planned(run: (() => void) | null, ms = 0) {
    if (this.#plan) this.#world.clearTimer(this.#plan.timer)
    this.#plan = null
    if (!run) return
    const timer = this.#world.setTimer(() => {
      this.#plan = null
      run()
    }, ms)
    this.#plan = { run, at: this.#world.now() + ms, timer }
  }

  #try(server: Server) {
    const wire = new Wire(this.#world, server, this.#options.tls)
    this.#wire = wire
    void this.#attempt(wire)
  }

  async #attempt(wire: Wire) {
    const probing = this.#refusals.isDue(this.#world.now(), this.#servers.size)
    const outcome = await handshake(
      wire,
      this.#hello(probing),
      credentialsOf(this.#options),
      this.#options.connectTimeout,
    )
    if (probing) this.#refusals.clear()
    if (this.#wire !== wire) return
    if (outcome.kind === 'welcome' && probing) await this.#judge(wire, outcome)
    else this.#settle(wire, outcome)
  }

  #hello(probing: boolean): Hello {
    const { sessionTimeout, allowReadOnly } = this.#options
    if (probing) return { ...NO_SESSION, timeout: sessionTimeout, readOnly: false }
    return { ...this.#key(), timeout: sessionTimeout, readOnly: allowReadOnly }
  }

  /** Whether the ensemble, brought up to date, is behind what we have seen: then it lost it. */
  async #judge(wire: Wire, opening: Opening) {
    const zxid = await syncedZxid(wire, this.#options.connectTimeout)
    if (this.#wire !== wire) return
    if (zxid !== null && compareHex(zxid, this.#key().lastZxid) < 0) {
      this.#open(wire, opening, zxid)
      return
    }
    void closeSession(wire, this.#options.connectTimeout)
    this.#fail(wire.server, { cause: 'closed', detail: 'The server turned us away' })
  }

  #settle(wire: Wire, outcome: Outcome) {
    switch (outcome.kind) {
      case 'welcome':
        this.#open(wire, outcome, null)
        return
      case 'expired':
        // It serves, so that it is the one to ask for another; once, should it say so for ever.
        if (this.#key().sessionId !== ZERO) this.#servers.prefer(wire.server)
        this.#events.expired()
        this.start()
        return
      case 'auth-failed':
        this.#note(wire.server, outcome.failure)
        this.#events.authFailed(outcome.failure)
        this.retryRefused()
        return
      case 'refused':
        this.#refusals.note(this.#world.now())
        this.#fail(wire.server, outcome.failure)
        return
      case 'unreachable':
        this.#fail(wire.server, outcome.failure)
    }
  }

  #open(wire: Wire, opening: Opening, wipedTo: Hex64 | null) {
    if (wire.ended !== null) {
      this.#fail(wire.server, wire.ended)
      return
    }
    this.#note(wire.server, null)
    this.#diagnoses.forget(wire.server)
    this.#refusals.clear()
    this.#wire = null
    if (opening.welcome.readOnly) this.#seekLater(wire)
    this.#events.opened(wire, opening, wipedTo)
  }

  /** While `wire` serves reads only: looks for a server with a quorum, and moves there. */
  #seekLater(wire: Wire) {
    this.#planned(() => void this.#seek(wire), SEEK_EVERY)
  }

  async #seek(wire: Wire) {
    const { connectTimeout, sessionTimeout: timeout, tls } = this.#options
    const { lastZxid } = this.#key()
    const hello = { ...NO_SESSION, lastZxid, timeout, readOnly: false }
    for (const server of this.servers()) {
      if (wire.ended !== null) return
      const probe = new Wire(this.#world, server, tls)
      const outcome = await handshake(probe, hello, credentialsOf(this.#options), connectTimeout)
      if ('failure' in outcome) this.#note(server, outcome.failure)
      if (outcome.kind !== 'welcome') continue
      void closeSession(probe, connectTimeout)
      this.#servers.prefer(server)
      wire.destroy('Another server has a quorum')
      return
    }
    if (wire.ended === null) this.#seekLater(wire)
  }

  #fail(server: Server, failure: Failure) {
    this.#wire = null
    const known = this.#diagnoses.of(server, failure) ?? failure
    this.#note(server, known)
    this.#events.failed(known)
    this.start()
  }
}
