import type { StreamMessage } from '@/lib/api/events'
import { type Interest, isFor } from '@/lib/api/interest'
import { encodeFrame, type LoggedEvent } from '@/lib/server/live/cache/event-log'
import { InterestIndex } from '@/lib/server/live/cache/interest-index'
import type { World } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'

/** Where a stream's frames go. The sink bounds its own queue and closes itself when it overflows. */
export type Sink = (frame: Uint8Array) => void

/** How long the interest of a stream that went away is kept for its return (ms). */
const LINGER_MS = 30_000

/** Streams of one owner that are kept for their return; of more the oldest go. */
const LINGERING_OF_OWNER = 6

/** What was recorded within this time is told once (ms). */
const RECORDED_MS = 100

/** Who says what a stream looks at, and over which of its connections. */
export type Teller = {
  readonly owner?: string | undefined
  readonly connection?: string | undefined
  readonly turn?: number | undefined
}

type Seat = {
  readonly owner: string
  sink: Sink | null
  connection: string
  leaving: unknown
  turn: number
}

/** What is done when somebody looks away, or does not come back. */
type Farewells = {
  /** Nothing pins these any more. */
  readonly released: (paths: ZnodePath[]) => void
  /** A timeline does not follow its subtree any more. */
  readonly unfollowed: () => void
}

/** The owner of streams that belong to no session. */
const NOBODY = ''

/** The streams of one cluster and what each has on its screen. */
export class Audience {
  readonly interests = new InterestIndex()
  readonly #seats = new Map<string, Seat>()
  readonly #timers: Pick<World, 'setTimer' | 'clearTimer'>
  readonly #farewells: Farewells
  #recorded: unknown

  constructor(timers: Pick<World, 'setTimer' | 'clearTimer'>, farewells: Farewells) {
    this.#timers = timers
    this.#farewells = farewells
  }

  /** Streams that are connected now. */
  get size(): number {
    let count = 0
    for (const seat of this.#seats.values()) if (seat.sink) count += 1
    return count
  }

  /** Whether nobody is connected and nobody is expected back. */
  get isEmpty(): boolean {
    return this.#seats.size === 0
  }

  /** Whether `stream` was here a moment ago, so that its interest still stands. */
  knows(stream: string, owner = NOBODY): boolean {
    return this.#seats.get(stream)?.owner === owner
  }

  /** Throws `unknown-stream` where somebody else holds `stream`. */
  guard(stream: string, owner = NOBODY): void {
    const seat = this.#seats.get(stream)
    if (seat?.sink && seat.owner !== owner) throw new ZnodeError('unknown-stream', '')
  }

  /** Seats `sink`; answers the way to leave. Throws as `guard` does. */
  join(stream: string, sink: Sink, connection = '', owner = NOBODY): () => void {
    this.guard(stream, owner)
    const known = this.#seats.get(stream)
    if (known && known.owner !== owner) this.#drop(stream)
    const seat = this.#seats.get(stream) ?? newSeat(owner)
    this.#timers.clearTimer(seat.leaving)
    seat.sink = sink
    seat.connection = connection
    this.#seats.set(stream, seat)
    return () => {
      if (seat.sink !== sink) return
      seat.sink = null
      this.#timers.clearTimer(seat.leaving)
      seat.leaving = this.#timers.setTimer(() => this.#drop(stream), LINGER_MS)
      this.#dropOldest(owner)
    }
  }

  /**
   * Says what `stream` looks at; what it said in an earlier `turn` and arrives late is not taken.
   * Throws `unknown-stream` unless it is connected here: what happens would reach nobody; and
   * `too-many` where all streams together look at more than there is room for.
   */
  setInterest(stream: string, interest: Interest, teller: Teller = {}): void {
    const { owner = NOBODY, connection, turn } = teller
    const seat = this.#seats.get(stream)
    const isHere = seat?.sink && seat.owner === owner
    if (!isHere || (connection !== undefined && connection !== seat.connection))
      throw new ZnodeError('unknown-stream', '')
    if (turn !== undefined && turn < seat.turn) return
    if (!this.interests.hasRoomFor(stream, interest))
      throw new ZnodeError('too-many', '', { detail: 'Too much is on screens at once' })
    seat.turn = turn ?? seat.turn
    const { timeline } = this.interests.of(stream)
    this.#release(this.interests.replace(stream, interest), timeline !== interest.timeline)
  }

  /** Sends a logged event to everybody it concerns. */
  deliver(event: LoggedEvent): void {
    for (const [stream, { sink }] of this.#seats)
      if (sink && isFor(this.interests.of(stream), event)) sink(event.frame)
  }

  /** Sends `message` to everybody, outside the log. */
  broadcast(message: StreamMessage): void {
    const frame = encodeFrame(message)
    for (const { sink } of this.#seats.values()) sink?.(frame)
  }

  /** Something was recorded: those who have a history on their screen are told. */
  tellRecorded(): void {
    this.#recorded ??= this.#timers.setTimer(() => {
      this.#recorded = undefined
      const frame = encodeFrame({ type: 'recorded' })
      for (const [stream, { sink }] of this.#seats)
        if (this.interests.of(stream).history) sink?.(frame)
    }, RECORDED_MS)
  }

  #dropOldest(owner: string): void {
    const left = [...this.#seats].filter(([, seat]) => !seat.sink && seat.owner === owner)
    for (const [stream] of left.slice(0, -LINGERING_OF_OWNER)) this.#drop(stream)
  }

  #drop(stream: string): void {
    this.#timers.clearTimer(this.#seats.get(stream)?.leaving)
    this.#seats.delete(stream)
    const { timeline } = this.interests.of(stream)
    this.#release(this.interests.drop(stream), timeline !== null)
  }

  #release(paths: ZnodePath[], unfollows: boolean): void {
    this.#farewells.released(paths)
    if (unfollows) this.#farewells.unfollowed()
  }
}

function newSeat(owner: string): Seat {
  return { owner, sink: null, connection: '', leaving: undefined, turn: 0 }
}
