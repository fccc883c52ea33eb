import type { ClusterState, SessionState } from '@/lib/api/cluster'
import type { StreamMessage } from '@/lib/api/events'
import { isFor, NO_INTEREST, type Interest as Screen } from '@/lib/api/interest'
import type { Source, SourceHandlers } from '@/lib/client/transport/environment'
import { ApiError } from '@/lib/client/transport/request'
import type { Address, Interest, InterestAnswer } from '@/lib/client/transport/tell-interest'
import type { TabLine } from './line'
import { floorOf, mergeInterests, partOf } from './merge-interests'

export type HubWorld = {
  readonly openSource: (stream: string, handlers: SourceHandlers) => Source
  /** Rejects with `ApiError`. */
  readonly post: (address: Address, interest: Interest) => Promise<InterestAnswer>
  readonly now: () => number
}

type Hello = Extract<StreamMessage, { type: 'hello' }>
type Seat = { interest: Interest | undefined; screen: Screen; greeted: boolean }
type Ask = { readonly tab: TabLine; readonly ask: number; readonly interest: Interest }

/** A stream on which nothing came for so long (ms) is dead, whatever the browser believes. */
const DEAD_MS = 10_000
const CLOSED = 2
/** How often the process that holds the stream is looked for before it is opened anew. */
const ASK_OTHERS = 4
/** Changes that a tab which comes later is told of. */
const MOST_RECENT = 200
/** UTF-16 code units that the paths of those have at most. */
const RECENT_LENGTH = 65_536

/** One cluster's stream, shared by every tab that looks at it; each gets what is on its screen. */
export class Hub {
  readonly #stream: string
  readonly #world: HubWorld
  readonly #seats = new Map<TabLine, Seat>()
  #source: Source | undefined
  #heard = 0
  #state: (Omit<Hello, 'type' | 'resumed'> & { readonly at: number }) | undefined
  #lastId = ''
  #recent: Hello['recent'] | undefined
  #asks: Ask[] = []
  #turn = 0
  #isPosting = false
  #isStale = false

  constructor(stream: string, world: HubWorld) {
    this.#stream = stream
    this.#world = world
  }

  get isEmpty(): boolean {
    return this.#seats.size === 0
  }

  /** Seats a tab; where the stream stands already it gets a hello with the state as it is now. */
  join(tab: TabLine): void {
    const seat: Seat = { interest: undefined, screen: NO_INTEREST, greeted: false }
    this.#seats.set(tab, seat)
    const isDead = this.#world.now() - this.#heard > DEAD_MS
    if (!this.#source || isDead) this.#open()
    else if (this.#state) {
      const { at, ...hello } = this.#state
      const passed = this.#world.now() - at
      const state = aged(hello.state, passed)
      const recent = { ...hello.recent, now: hello.recent.now + passed }
      this.#greet(tab, seat, { type: 'hello', ...hello, resumed: false, state, recent })
    }
  }

  /** Whoever leaves last closes the stream. */
  leave(tab: TabLine): void {
    if (!this.#seats.delete(tab)) return
    if (this.isEmpty) this.#close()
    else this.#refresh()
  }

  /** A tab looks at something else; it is answered once the server knows. */
  setInterest(tab: TabLine, ask: number, interest: Interest): void {
    const seat = this.#seats.get(tab)
    if (!seat) return
    const { nodes, parents, timeline, history } = interest
    seat.interest = interest
    seat.screen = { nodes: new Set(nodes), parents: new Set(parents), timeline, history }
    if (this.#wanted()) {
      this.#asks.push({ tab, ask, interest })
      this.#refresh()
    } else {
      this.leave(tab)
      tab.say({ type: 'full' })
    }
  }

  #open(): void {
    this.#close()
    this.#heard = this.#world.now()
    for (const [tab, seat] of this.#seats) {
      if (seat.greeted) tab.say({ type: 'broken', closed: false })
      seat.greeted = false
    }
    const source: Source = this.#world.openSource(this.#stream, {
      onMessage: (data, id) => this.#onMessage(data, id),
      onError: () => this.#onError(source),
    })
    this.#source = source
  }

  #close(): void {
    this.#source?.close()
    this.#source = undefined
    this.#state = undefined
  }

  #onError(source: Source): void {
    if (source !== this.#source) return
    const closed = source.readyState === CLOSED
    if (closed) this.#close()
    this.#state = undefined
    for (const tab of this.#seats.keys()) tab.say({ type: 'broken', closed })
  }

  #onMessage(data: string, id: string): void {
    this.#heard = this.#world.now()
    this.#lastId = id
    const message: StreamMessage = JSON.parse(data)
    this.#note(message)
    for (const [tab, seat] of this.#seats) {
      if (message.type === 'hello') this.#greet(tab, seat, message)
      else if (seat.greeted && isWanted(seat.screen, message))
        tab.say({ type: 'message', data, id })
    }
  }

  #greet(tab: TabLine, seat: Seat, hello: Hello): void {
    const resumed = hello.resumed && seat.greeted
    seat.greeted = true
    tab.say({ type: 'message', data: JSON.stringify({ ...hello, resumed }), id: this.#lastId })
  }

  #note(message: StreamMessage): void {
    const at = this.#heard
    if (message.type === 'hello') this.#state = { ...message, at, recent: this.#recalled(message) }
    else if (message.type === 'change') this.#remember(message)
    else if (message.type === 'reset' && this.#state)
      this.#state = { ...this.#state, epoch: message.epoch }
    else if (message.type === 'state' && this.#state) {
      const { type: _, ...state } = message
      this.#state = { ...this.#state, state, at }
    }
  }

  /** What a tab that comes later is told of the last minutes; a stream that resumed tells nothing. */
  #recalled({ resumed, recent }: Hello): Hello['recent'] {
    this.#recent = resumed && this.#recent ? { ...this.#recent, now: recent.now } : recent
    return this.#recent
  }

  #remember(change: Extract<StreamMessage, { type: 'change' }>): void {
    if (!this.#state || !this.#recent || change.kind === 'children') return
    const all = [...this.#recent.changes, { id: this.#lastId, change }]
    let room = RECENT_LENGTH
    const from = all.findLastIndex(({ change: { path } }) => {
      room -= path.length
      return room < 0
    })
    const changes = all.slice(Math.max(from + 1, all.length - MOST_RECENT))
    this.#recent = { ...this.#recent, changes }
    this.#state = { ...this.#state, recent: this.#recent }
  }

  #wanted() {
    return mergeInterests([...this.#seats.values()].flatMap(({ interest }) => interest ?? []))
  }

  #refresh(): void {
    this.#isStale = true
    if (!this.#isPosting) void this.#post()
  }

  /** One request at a time; what was asked meanwhile goes together with the next. */
  async #post(): Promise<void> {
    this.#isPosting = true
    while (this.#isStale && !this.isEmpty) {
      this.#isStale = false
      const asks = this.#asks
      this.#asks = []
      await this.#answer(asks)
    }
    this.#isPosting = false
  }

  async #answer(asks: readonly Ask[]): Promise<void> {
    const wanted = this.#wanted()
    if (!wanted) return
    // What a tab was answered once is not read anew for it each time another one asks.
    const floor = floorOf(asks.map(({ interest }) => interest))
    try {
      const answer = await this.#ask({ ...wanted, floor })
      for (const { tab, ask, interest } of asks)
        tab.say({ type: 'answer', ask, answer: partOf(answer, interest) })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const { problem } = error
      for (const { tab, ask } of asks) tab.say({ type: 'refused', ask, problem })
    }
  }

  /** Other processes of the same address may be asked before the one that holds the stream is. */
  async #ask(wanted: Interest): Promise<InterestAnswer> {
    for (let tries = 1; ; tries += 1) {
      this.#turn += 1
      const connection = this.#state?.connection
      try {
        return await this.#world.post(
          { stream: this.#stream, connection, turn: this.#turn },
          wanted,
        )
      } catch (error) {
        const isElsewhere = error instanceof ApiError && error.problem.code === 'unknown-stream'
        if (!isElsewhere) throw error
        if (tries < ASK_OTHERS) continue
        if (!this.isEmpty) this.#open()
        throw new ApiError({ ...error.problem, code: 'not-live' })
      }
    }
  }
}

/** A state that was told so many ms ago. */
function aged(state: ClusterState, ms: number): ClusterState {
  const { lastContact, nextTry, servers, sessions } = state
  const older = (session: SessionState) => ({ ...session, since: session.since + ms })
  return {
    ...state,
    lastContact: lastContact === null ? null : lastContact + ms,
    nextTry: nextTry === null ? null : Math.max(0, nextTry - ms),
    servers: servers.map((server) => ({ ...server, at: server.at + ms })),
    sessions: {
      watch: older(sessions.watch),
      read: older(sessions.read),
      write: older(sessions.write),
    },
  }
}

function isWanted(screen: Screen, message: StreamMessage): boolean {
  if (message.type === 'change') return isFor(screen, message)
  if (message.type === 'children') return isFor(screen, { path: message.path, kind: 'relist' })
  return message.type !== 'recorded' || screen.history === true
}
