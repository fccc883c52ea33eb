import type { Problem } from '@/lib/api/problem'
import type { ZnodePath } from '@/lib/znode/path'
import { compareHex, type Hex64, ZERO } from '@/lib/znode/zxid'
import { ApiError } from './api'
import type { Standing } from './cluster-view'
import { Coverage } from './coverage'
import { fitInterest, MOST, type Reason } from './fit-interest'
import type { Surroundings, TimerId } from './surroundings'
import { type Interest, type InterestAnswer, tellInterest } from './tell-interest'

type Hooks = {
  readonly collect: () => Interest
  /** The newest state of the ensemble that anything on the screen was true at. */
  readonly newest: () => Hex64
  /** What is on the screen is of another ensemble than the answers from now on. */
  readonly onNewEnsemble: () => void
  readonly onAnswer: (answer: InterestAnswer) => void
  /** Whether the screen is followed is to be judged anew. */
  readonly onStanding: () => void
  /** The process that was asked does not hold the stream: it has to be opened anew. */
  readonly onUnknownStream: () => void
}

const DEBOUNCE_MS = 50
const FIRST_RETRY_MS = 300
const MAX_RETRY_MS = 4_000
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
  #entered: string | undefined
  /** Read elsewhere while the first request was under way, and newer than its answer. */
  #unproven: Hex64 = ZERO
  #left: ReadonlyMap<ZnodePath, Reason> = new Map()
  #budget: number = MOST.bytes
  #failures = 0
  #pendingSince: number | null = null
  /** When the screen changed first after it was looked at for what is being told (ms). */
  #changedSince: number | null = null
  #problem: Problem | null = null

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
    const since = this.#pendingSince
    const { isAnswered: wasAccepted } = this
    const isAccepted = wasAccepted && since === null
    return { isAccepted, wasAccepted, since, problem: this.#problem }
  }

  /** What is on the screen may have changed. `soon`: somebody waits for it. */
  poke(soon = false): void {
    if (this.#coverage.letGo(this.#hooks.collect())) this.#told = undefined
    const now = this.#surroundings.now()
    this.#pendingSince ??= now
    this.#changedSince ??= now
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
    this.#problem = null
    this.poke(true)
  }

  /** Whether the server answered since changes were missed. */
  get isAnswered(): boolean {
    return this.#coverage.since !== null
  }

  /** Whether an answer told of the ensemble of `epoch` before the stream did. */
  knows(epoch: string): boolean {
    return this.#entered === epoch
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
    this.#changedSince = null
    if (wish === this.#told && this.#unproven === ZERO) {
      this.#settle()
      return
    }
    const generation = this.#generation
    const isFirst = !this.isAnswered
    const newest = isFirst ? this.#hooks.newest() : this.#unproven
    const { interest, left, bytes } = fitInterest(looked, this.#budget)
    this.#coverage.letGo(looked)
    this.#coverage.ask(interest)
    this.#isPosting = true
    // Should no answer come, nobody knows whether the server was told.
    this.#told = undefined
    let pause = 0
    try {
      const answer = await this.#ask({ ...interest, floor: newest === ZERO ? undefined : newest })
      if (generation === this.#generation)
        this.#take(answer, { wish, interest, left, isFirst, newest })
    } catch (error) {
      pause = generation === this.#generation ? this.#failed(error, bytes) : 0
    }
    this.#isPosting = false
    if (this.#isOpen) this.#plan(pause)
  }

  #ask(interest: Interest): Promise<InterestAnswer> {
    this.#turn += 1
    const address = { stream: this.#stream, connection: this.#connection, turn: this.#turn }
    return tellInterest(this.#surroundings.request, this.#cluster, address, interest)
  }

  #take(
    answer: InterestAnswer,
    asked: {
      readonly wish: string
      readonly interest: Interest
      readonly left: ReadonlyMap<ZnodePath, Reason>
      readonly isFirst: boolean
      readonly newest: Hex64
    },
  ): void {
    const { wish, interest, left, isFirst, newest } = asked
    this.#told = this.#coverage.isStillAsked(interest) ? wish : undefined
    this.#failures = 0
    this.#problem = null
    this.#left = new Map([...left, ...reasonsIn(answer)])
    this.#coverage.take(answer.zxid, (path) => this.#left.has(path))
    if (compareHex(answer.zxid, newest) < 0) {
      this.#entered = answer.epoch
      this.#hooks.onNewEnsemble()
    }
    const known = this.#hooks.newest()
    this.#unproven = isFirst && compareHex(answer.zxid, known) < 0 ? known : ZERO
    // A screen that never stays the same is followed as it was when it was told.
    if (this.#unproven === ZERO) this.#pendingSince = this.#changedSince
    this.#hooks.onAnswer(answer)
    this.#planReadAgain()
    this.#hooks.onStanding()
  }

  /** Answers how long to wait before the next telling (ms). */
  #failed(error: unknown, bytes: number): number {
    if (!(error instanceof ApiError)) throw error
    const { problem } = error
    this.#failures += 1
    if (problem.code === 'unknown-stream') {
      if (this.#failures % ASK_OTHERS !== 0) return 0
      this.#hooks.onUnknownStream()
    }
    // Whether the server was told is not known: soon it is, or it has taken too long.
    if (problem.code !== 'outcome-unknown') this.#problem = problem
    this.#hooks.onStanding()
    if (problem.status === 413 && bytes > LEAST_BYTES) {
      this.#budget = Math.max(LEAST_BYTES, Math.floor(bytes / 2))
      return 0
    }
    return Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.#failures - 1))
  }

  /** The server knows what is on the screen. */
  #settle(): void {
    this.#pendingSince = null
    this.#hooks.onStanding()
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
