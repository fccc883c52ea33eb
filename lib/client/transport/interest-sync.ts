import type { ZnodePath } from '@/lib/znode/path'
import { compareHex, type Hex64, laterOf, ZERO } from '@/lib/znode/zxid'
import type { Standing } from './acceptance'
import { Acceptance } from './acceptance'
import { Coverage } from './coverage'
import type { Surroundings, TimerId } from './environment'
import { fitInterest, MOST, type Reason } from './fit-interest'
import { ApiError } from './request'
import { type Interest, type InterestAnswer, tellInterest } from './tell-interest'

type Hooks = {
  readonly collect: () => Interest
  /** The newest state of the ensemble that anything on the screen was true at. */
  readonly newest: () => Hex64
  /** What an answer about these may not be older than; see `Facts.floorOf`. */
  readonly floorOf: (paths: readonly ZnodePath[]) => Hex64 | undefined
  /** The epoch that the stream tells of now. */
  readonly epoch: () => string | undefined
  /** Whether the answer shows that the ensemble's data is older now than what is on the screen. */
  readonly contradicts: (answer: InterestAnswer) => boolean
  /** What is on the screen is of another ensemble than the answers from now on. */
  readonly onNewEnsemble: () => void
  readonly onAnswer: (answer: InterestAnswer) => void
  /** Whether the screen is followed is to be judged anew. */
  readonly onStanding: () => void
  /** The process that was asked does not hold the stream: it has to be opened anew. */
  readonly onUnknownStream: () => void
}

/** What was told, and what of the screen was left out. */
type Asked = {
  readonly wish: string
  readonly interest: Interest
  readonly left: ReadonlyMap<ZnodePath, Reason>
  /** Nothing was covered. */
  readonly isFirst: boolean
  /** An answer that is older proves that the ensemble was replaced. */
  readonly newest: Hex64
}

const DEBOUNCE_MS = 50
/** A path that could not be read may be readable by now (ms). */
const READ_AGAIN_MS = 10_000
/**
 * How often another process of the same address may be asked before the stream is opened anew: a
 * balancer without stickiness asks one after the other.
 */
const ASK_OTHERS = 4
/** What is refused as too large is cut down to half, but not below (bytes). */
const LEAST_BYTES = 65_536

/**
 * Tells the server what is on the screen: one request at a time, the newest wish next, nothing when
 * nothing changed. Until a stream said hello there is nobody to tell.
 */
export class InterestPoster {
  readonly #cluster: string
  readonly #stream: string
  readonly #surroundings: Surroundings
  readonly #hooks: Hooks
  #connection: string | undefined
  #isOpen = false
  #isPosting = false
  #generation = 0
  #turn = 0
  #told: string | undefined
  #timer: TimerId | undefined
  #readAgain: TimerId | undefined
  readonly #coverage = new Coverage()
  /** Read elsewhere while the first request was under way, and newer than its answer. */
  #unproven: Hex64 = ZERO
  #left: ReadonlyMap<ZnodePath, Reason> = new Map()
  #budget: number = MOST.bytes
  readonly #acceptance = new Acceptance()

  constructor(cluster: string, stream: string, surroundings: Surroundings, hooks: Hooks) {
    this.#cluster = cluster
    this.#stream = stream
    this.#surroundings = surroundings
    this.#hooks = hooks
  }

  /** The zxid from which on every change of the znode reaches the stream; null while none does. */
  floorOfNode(path: ZnodePath): Hex64 | null {
    return this.#coverage.hasNode(path) ? this.#coverage.since : null
  }

  /** The same of the children of the znode. */
  floorOfParent(path: ZnodePath): Hex64 | null {
    return this.#coverage.hasParent(path) ? this.#coverage.since : null
  }

  /** Why changes of `path` do not reach the stream although it is on the screen. */
  notFollowed(path: ZnodePath): Reason | undefined {
    return this.#left.get(path)
  }

  get standing(): Standing {
    return this.#acceptance.standing(this.isAnswered)
  }

  /** What is on the screen may have changed. `soon`: somebody waits for it. */
  poke(soon = false): void {
    if (this.#coverage.letGo(this.#hooks.collect())) this.#told = undefined
    this.#acceptance.changed(this.#surroundings.now())
    if (!this.#isOpen || this.#isPosting || (this.#timer !== undefined && !soon)) return
    this.#plan(soon ? 0 : DEBOUNCE_MS)
  }

  /** The stream stands; unless it was `resumed` the server knows nothing of us. */
  opened(resumed: boolean, connection: string): void {
    this.#isOpen = true
    this.#connection = connection
    if (!resumed) this.forget()
    this.poke(true)
  }

  broken(): void {
    this.#isOpen = false
    this.#surroundings.clearTimer(this.#readAgain)
  }

  /** Changes were missed: nothing is covered until the next answer. */
  forget(): void {
    this.#generation += 1
    this.#told = undefined
    this.#coverage.forget()
    this.#unproven = ZERO
    this.#budget = MOST.bytes
    this.#acceptance.refused(null)
    this.poke(true)
  }

  /** Whether the server answered since changes were missed. */
  get isAnswered(): boolean {
    return this.#coverage.since !== null
  }

  #plan(ms: number): void {
    this.#surroundings.clearTimer(this.#timer)
    this.#timer = this.#surroundings.setTimer(() => {
      this.#timer = undefined
      void this.#post()
    }, ms)
  }

  async #post(): Promise<void> {
    const looked = this.#hooks.collect()
    const wish = JSON.stringify(looked)
    if (!this.#isOpen || this.#isPosting) return
    this.#acceptance.looked()
    if (wish === this.#told && this.#unproven === ZERO) {
      this.#acceptance.settled()
      this.#hooks.onStanding()
      return
    }
    const generation = this.#generation
    const isFirst = !this.isAnswered
    const { interest, left, bytes } = fitInterest(looked, this.#budget)
    this.#coverage.letGo(looked)
    const { newest, floor } = this.#floorsFor(interest.nodes)
    this.#coverage.ask(interest)
    this.#isPosting = true
    // Should no answer come, nobody knows whether the server was told.
    this.#told = undefined
    let pause = 0
    try {
      const answer = await this.#ask({ ...interest, floor })
      if (generation === this.#generation)
        pause = this.#heed(answer, { wish, interest, left, isFirst, newest })
    } catch (error) {
      pause = generation === this.#generation ? this.#failed(error, bytes) : 0
    }
    this.#isPosting = false
    if (this.#isOpen) this.#plan(pause)
  }

  /** The newest state that what comes on the screen is known at, and what to ask for because of it. */
  #floorsFor(nodes: readonly ZnodePath[]): { newest: Hex64; floor: Hex64 | undefined } {
    const fresh = nodes.filter((path) => !this.#coverage.hasNode(path))
    const known = this.#hooks.floorOf(fresh)
    const shown = this.isAnswered ? this.#unproven : this.#hooks.newest()
    const newest = laterOf(shown, known ?? ZERO)
    return { newest, floor: known === ZERO || newest === ZERO ? known : newest }
  }

  #ask(interest: Interest): Promise<InterestAnswer> {
    this.#turn += 1
    const address = { stream: this.#stream, connection: this.#connection, turn: this.#turn }
    return tellInterest(this.#surroundings.request, this.#cluster, address, interest)
  }

  /** Answers how long to wait before the next telling (ms). */
  #heed(answer: InterestAnswer, asked: Asked): number {
    // The stream is about to say that another epoch began; what it still carries is of the one before.
    if (answer.epoch !== this.#hooks.epoch()) return this.#acceptance.backOff()
    if (compareHex(answer.zxid, asked.newest) < 0 || this.#hooks.contradicts(answer)) {
      // By their zxids nothing can be said to be newer any more: what is read from now on is.
      this.#hooks.onNewEnsemble()
      this.forget()
    } else this.#take(answer, asked)
    return 0
  }

  #take(answer: InterestAnswer, { wish, interest, left, isFirst }: Asked): void {
    this.#told = this.#coverage.isStillAsked(interest) ? wish : undefined
    this.#left = new Map([...left, ...reasonsIn(answer)])
    this.#coverage.take(answer.zxid, (path) => this.#left.has(path))
    const known = this.#hooks.newest()
    this.#unproven = isFirst && compareHex(answer.zxid, known) < 0 ? known : ZERO
    this.#acceptance.taken(this.#unproven === ZERO)
    this.#hooks.onAnswer(answer)
    this.#planReadAgain()
    this.#hooks.onStanding()
  }

  /** Answers how long to wait before the next telling (ms). */
  #failed(error: unknown, bytes: number): number {
    if (!(error instanceof ApiError)) throw error
    const { problem } = error
    const pause = this.#acceptance.backOff()
    if (problem.code === 'unknown-stream') {
      if (this.#acceptance.failures % ASK_OTHERS !== 0) return 0
      this.#hooks.onUnknownStream()
    }
    // Whether the server was told is not known: soon it is, or it has taken too long.
    if (problem.code !== 'outcome-unknown') this.#acceptance.refused(problem)
    this.#hooks.onStanding()
    if (problem.status === 413 && bytes > LEAST_BYTES) {
      this.#budget = Math.max(LEAST_BYTES, Math.floor(bytes / 2))
      return 0
    }
    return pause
  }

  #planReadAgain(): void {
    const { clearTimer, setTimer } = this.#surroundings
    clearTimer(this.#readAgain)
    if (![...this.#left.values()].includes('not-read')) return
    this.#readAgain = setTimer(() => {
      this.#told = undefined
      this.poke(true)
    }, READ_AGAIN_MS)
  }
}

function reasonsIn({ notFollowed }: InterestAnswer): Array<[ZnodePath, Reason]> {
  return notFollowed.map(({ path, reason }) => [path as ZnodePath, reason])
}
