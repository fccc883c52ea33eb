import { compareHex, type Hex64, ZERO } from '@/lib/znode/zxid'
import { closeSession, handshake, type Outcome, syncedZxid } from './handshake'
import type { Hello, Welcome } from './records'
import { Refusals } from './refusals'
import { ServerList } from './server-list'
import type { SessionKey, SessionOptions, World } from './session'
import { credentialsOf } from './takeover'
import { type Server, Wire } from './wire'

/** How long a server that serves reads only is used before the others are asked again, in ms. */
const SEEK_EVERY = 3000
const NO_SESSION = { sessionId: ZERO, password: Buffer.alloc(16), lastZxid: ZERO }

export type ConnectorEvents = {
  /** A session is open on `wire`. `wipedTo`: the ensemble has lost the past, and stands there. */
  readonly opened: (wire: Wire, welcome: Welcome, wipedTo: Hex64 | null) => void
  /** The session is gone; the next attempt asks `key` for another. */
  readonly expired: () => void
  readonly authFailed: (reason: string) => void
  readonly failed: (reason: string) => void
}

/** Tries servers in turn until one opens the session, each attempt with deadlines. */
export class Connector {
  readonly #world: World
  readonly #options: SessionOptions
  readonly #key: () => SessionKey
  readonly #events: ConnectorEvents
  readonly #servers: ServerList
  readonly #refusals = new Refusals()
  #timer: unknown = null
  #wire: Wire | null = null

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
  }

  /** Begins to try, until `opened`, `authFailed` or `stop`. */
  start() {
    this.stop()
    const { server, pause } = this.#servers.next()
    if (pause === 0) this.#try(server)
    else this.#timer = this.#world.setTimer(() => this.#try(server), pause)
  }

  stop() {
    if (this.#timer !== null) this.#world.clearTimer(this.#timer)
    this.#timer = null
    this.#wire?.destroy('Given up')
    this.#wire = null
  }

  /** The server in use has proved good: after a loss, begin without a pause. */
  succeeded() {
    this.#servers.succeeded()
  }

  /** All servers, the one tried last at the end. */
  servers(): Server[] {
    return this.#servers.others()
  }

  #try(server: Server) {
    this.#timer = null
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
    if (outcome.kind === 'welcome' && probing) await this.#judge(wire, outcome.welcome)
    else this.#settle(wire, outcome)
  }

  #hello(probing: boolean): Hello {
    const { sessionTimeout, allowReadOnly } = this.#options
    if (probing) return { ...NO_SESSION, timeout: sessionTimeout, readOnly: false }
    return { ...this.#key(), timeout: sessionTimeout, readOnly: allowReadOnly }
  }

  /** Whether the ensemble, brought up to date, is behind what we have seen: then it lost it. */
  async #judge(wire: Wire, welcome: Welcome) {
    const zxid = await syncedZxid(wire, this.#options.connectTimeout)
    if (this.#wire !== wire) return
    if (zxid !== null && compareHex(zxid, this.#key().lastZxid) < 0) {
      this.#open(wire, welcome, zxid)
      return
    }
    void closeSession(wire, this.#options.connectTimeout)
    this.#fail('The server turned us away')
  }

  #settle(wire: Wire, outcome: Outcome) {
    switch (outcome.kind) {
      case 'welcome':
        this.#open(wire, outcome.welcome, null)
        return
      case 'expired':
        // It serves, so that it is the one to ask for another; once, should it say so for ever.
        if (this.#key().sessionId !== ZERO) this.#servers.prefer(wire.server)
        this.#events.expired()
        this.start()
        return
      case 'auth-failed':
        this.#events.authFailed(outcome.reason)
        return
      case 'refused':
        this.#refusals.note(this.#world.now())
        this.#fail(outcome.reason)
        return
      case 'unreachable':
        this.#fail(outcome.reason)
    }
  }

  #open(wire: Wire, welcome: Welcome, wipedTo: Hex64 | null) {
    if (wire.ended !== null) {
      this.#fail(wire.ended)
      return
    }
    this.#refusals.clear()
    this.#wire = null
    if (welcome.readOnly) this.#seekLater(wire)
    this.#events.opened(wire, welcome, wipedTo)
  }

  /** While `wire` serves reads only: looks for a server with a quorum, and moves there. */
  #seekLater(wire: Wire) {
    this.#timer = this.#world.setTimer(() => void this.#seek(wire), SEEK_EVERY)
  }

  async #seek(wire: Wire) {
    const { connectTimeout, sessionTimeout: timeout, tls } = this.#options
    const { lastZxid } = this.#key()
    const hello = { ...NO_SESSION, lastZxid, timeout, readOnly: false }
    for (const server of this.servers()) {
      if (wire.ended !== null) return
      const probe = new Wire(this.#world, server, tls)
      const outcome = await handshake(probe, hello, credentialsOf(this.#options), connectTimeout)
      if (outcome.kind !== 'welcome') continue
      void closeSession(probe, connectTimeout)
      this.#servers.prefer(server)
      wire.destroy('Another server has a quorum')
      return
    }
    if (wire.ended === null) this.#seekLater(wire)
  }

  #fail(reason: string) {
    this.#wire = null
    this.#events.failed(reason)
    this.start()
  }
}
