import { ZnodeError } from '@/lib/znode/znode-error'
import { Turns } from './turns'

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

  constructor(max: number) {
    this.#max = max
  }

  get size(): number {
    return this.#open.size
  }

  get isFull(): boolean {
    return this.#open.size >= this.#max
  }

  /** Adds one; answers the way to take it out. Throws `too-many`. */
  add(stream: OpenStream): () => void {
    if (this.isFull)
      throw new ZnodeError('too-many', '', { detail: `${this.#max} streams are open` })
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
}
