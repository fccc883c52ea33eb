import type { setInterest } from '@/lib/api/events'
import type { AnswerOf, BodyOf } from '@/lib/api/operation'
import type { ZnodePath } from '@/lib/znode/path'
import { compareHex, type Hex64, ZERO } from '@/lib/znode/zxid'
import type { Surroundings, TimerId } from './surroundings'

/** What is on the screen. */
export type Interest = {
  readonly nodes: readonly ZnodePath[]
  readonly parents: readonly ZnodePath[]
  readonly timeline: ZnodePath | null
  /** A history is on the screen. */
  readonly history?: boolean | undefined
  /** Where nothing is covered yet: the newest state of what is on the screen. */
  readonly floor?: Hex64
}

export type InterestAnswer = AnswerOf<typeof setInterest>

type Hooks = {
  readonly collect: () => Interest
  /** The newest state of the ensemble that anything on the screen was true at. */
  readonly newest: () => Hex64
  /** What is on the screen is of another ensemble than the answers from now on. */
  readonly onNewEnsemble: () => void
  readonly onAnswer: (answer: InterestAnswer) => void
}

/** What the server is told. `turn` grows with each telling of a stream. */
export function bodyOf(
  stream: string,
  turn: number,
  interest: Interest,
): BodyOf<typeof setInterest> {
  const { nodes, parents } = interest
  return { ...interest, stream, turn, nodes: [...nodes], parents: [...parents] }
}

const DEBOUNCE_MS = 50
const RETRY_MS = 1_000

/** Znodes whose changes reach the stream. */
type Coverage = {
  readonly nodes: ReadonlySet<ZnodePath>
  readonly parents: ReadonlySet<ZnodePath>
}

type Looked = Pick<Interest, 'nodes' | 'parents'>

const NOTHING: Coverage = { nodes: new Set(), parents: new Set() }

/**
 * Tells the server what is on the screen: one request at a time, the newest wish next, nothing when
 * nothing changed. Until a stream said hello there is nobody to tell.
 */
export class InterestPoster {
  readonly #cluster: string
  readonly #stream: string
  readonly #surroundings: Surroundings
  readonly #hooks: Hooks
  #isOpen = false
  #isPosting = false
  #generation = 0
  #turn = 0
  #told: string | undefined
  #timer: TimerId | undefined
  #covered = NOTHING
  /** What the request under way will cover. */
  #asked = NOTHING
  #zxid: Hex64 | null = null
  #entered: string | undefined
  /** Read elsewhere while the first request was under way, and newer than its answer. */
  #unproven: Hex64 = ZERO

  constructor(cluster: string, stream: string, surroundings: Surroundings, hooks: Hooks) {
    this.#cluster = cluster
    this.#stream = stream
    this.#surroundings = surroundings
    this.#hooks = hooks
  }

  /** The zxid from which on every change of the znode reaches the stream; null while none does. */
  floorOfNode(path: ZnodePath): Hex64 | null {
    return this.#covered.nodes.has(path) ? this.#zxid : null
  }

  /** The same of the children of the znode. */
  floorOfParent(path: ZnodePath): Hex64 | null {
    return this.#covered.parents.has(path) ? this.#zxid : null
  }

  /** What is on the screen may have changed. `soon`: somebody waits for it. */
  poke(soon = false): void {
    this.#letGo(this.#hooks.collect())
    if (!this.#isOpen || this.#isPosting || (this.#timer !== undefined && !soon)) return
    this.#plan(soon ? 0 : DEBOUNCE_MS)
  }

  /** The stream stands; unless it was `resumed` the server knows nothing of us. */
  opened(resumed: boolean): void {
    this.#isOpen = true
    if (!resumed) this.forget()
    this.poke(true)
  }

  broken(): void {
    this.#isOpen = false
  }

  /** Changes were missed: nothing is covered until the next answer. */
  forget(): void {
    this.#generation += 1
    this.#told = undefined
    this.#covered = NOTHING
    this.#zxid = null
    this.#unproven = ZERO
    this.poke(true)
  }

  /** Whether the server answered since changes were missed. */
  get isAnswered(): boolean {
    return this.#zxid !== null
  }

  /** Whether an answer told of the ensemble of `epoch` before the stream did. */
  knows(epoch: string): boolean {
    return this.#entered === epoch
  }

  close(): void {
    this.#isOpen = false
    this.#surroundings.clearTimer(this.#timer)
  }

  /**
   * What nobody looks at is not covered any more, even if somebody looks at it again before the
   * server is told: what was heard of it meanwhile is forgotten.
   */
  #letGo(looked: Looked): void {
    const covered = common(this.#covered, looked)
    this.#asked = common(this.#asked, looked)
    if (sizeOf(covered) < sizeOf(this.#covered)) this.#told = undefined
    this.#covered = covered
  }

  #enter(epoch: string): void {
    this.#entered = epoch
    this.#hooks.onNewEnsemble()
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
    const { nodes, parents } = looked
    const wish = JSON.stringify(looked)
    const isTold = wish === this.#told && this.#unproven === ZERO
    if (!this.#isOpen || this.#isPosting || isTold) return
    const generation = this.#generation
    const isFirst = this.#zxid === null
    const newest = isFirst ? this.#hooks.newest() : this.#unproven
    const floor = newest === ZERO ? undefined : newest
    this.#letGo(looked)
    this.#asked = { nodes: new Set(nodes), parents: new Set(parents) }
    this.#isPosting = true
    // Should no answer come, nobody knows whether the server was told.
    this.#told = undefined
    this.#turn += 1
    let pause = 0
    try {
      const answer = await this.#surroundings.request<typeof setInterest>(
        'POST',
        '/api/clusters/{cluster}/interest',
        {
          cluster: this.#cluster,
          body: bodyOf(this.#stream, this.#turn, { ...looked, floor }),
        },
      )
      if (generation === this.#generation) {
        const isWhole = sizeOf(this.#asked) === nodes.length + parents.length
        this.#told = isWhole ? wish : undefined
        this.#covered = this.#asked
        this.#zxid = answer.zxid
        if (compareHex(answer.zxid, newest) < 0) this.#enter(answer.epoch)
        const known = this.#hooks.newest()
        this.#unproven = isFirst && compareHex(answer.zxid, known) < 0 ? known : ZERO
        this.#hooks.onAnswer(answer)
      }
    } catch {
      // The state pill says why; the wish stands.
      pause = RETRY_MS
    }
    this.#isPosting = false
    if (this.#isOpen) this.#plan(pause)
  }
}

function common(known: Coverage, looked: Looked): Coverage {
  return {
    nodes: new Set(looked.nodes.filter((path) => known.nodes.has(path))),
    parents: new Set(looked.parents.filter((path) => known.parents.has(path))),
  }
}

function sizeOf({ nodes, parents }: Coverage): number {
  return nodes.size + parents.size
}
