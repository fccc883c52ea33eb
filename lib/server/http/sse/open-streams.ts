import { ZnodeError } from '@/lib/znode/znode-error'
import { Turns } from './fair-scheduler'

type OpenStream = {
  /** The session that opened it. */
  readonly key: string
  readonly end: () => void
}

/** The event streams that are open now, so that a sign-out or the shutdown can end them. */
export class Streams {
  /** In which they hand over what came for all of them at the same time. */
  readonly turns = new Turns()
  readonly #open = new Set<OpenStream>()
  readonly #max: number
  readonly #maxOfSession: number

  constructor(max: number, maxOfSession = max) {
    this.#max = max
    this.#maxOfSession = maxOfSession
  }

  get size(): number {
    return this.#open.size
  }

  /** Whether another stream of that session would be refused. */
  isFullFor(key: string): boolean {
    return this.#open.size >= this.#max || this.#countOf(key) >= this.#maxOfSession
  }

  /** Adds one; answers the way to take it out. Throws `too-many`. */
  add(stream: OpenStream): () => void {
    if (this.#open.size >= this.#max) throw full(`${this.#max} streams are open`)
    if (this.#countOf(stream.key) >= this.#maxOfSession)
      throw full(`${this.#maxOfSession} streams of this session are open`)
    this.#open.add(stream)
    return () => void this.#open.delete(stream)
  }

  /** Ends those of one session. */
  endOf(key: string): void {
    for (const stream of [...this.#open]) if (stream.key === key) stream.end()
  }

  endAll(): void {
    for (const stream of [...this.#open]) stream.end()
  }

  #countOf(key: string): number {
    let count = 0
    for (const stream of this.#open) if (stream.key === key) count += 1
    return count
  }
}

function full(detail: string): ZnodeError {
  return new ZnodeError('too-many', '', { detail })
}
