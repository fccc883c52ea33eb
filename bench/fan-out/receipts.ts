import { messageIn } from '@/bench/product/stream-client'
import { readableStat } from '@/lib/znode/stat'

/** What reached the audience in one round. */
export class Receipts {
  readonly #writtenAt: (path: string, version: number) => number | undefined
  /** The write a frame tells of, by the frame's id: parsed once, though hundreds get it. */
  readonly #writes = new Map<string, number | undefined>()
  readonly #reached = new Map<number, number>()
  /** From write to arrival (ms), of each delivery. */
  readonly latencies: number[] = []

  /** `writtenAt` answers ms since 1970; undefined for what nobody wrote. */
  constructor(writtenAt: (path: string, version: number) => number | undefined) {
    this.#writtenAt = writtenAt
  }

  take(frame: string, at: number): void {
    const id = frame.slice(0, frame.indexOf('\n'))
    if (!id.startsWith('id: ')) return
    if (!this.#writes.has(id)) this.#writes.set(id, this.#writeIn(frame))
    const written = this.#writes.get(id)
    if (written === undefined) return
    this.latencies.push(at - written)
    this.#reached.set(written, this.reached(written) + 1)
  }

  /** How many viewers the write made at that time has reached. */
  reached(written: number): number {
    return this.#reached.get(written) ?? 0
  }

  #writeIn(frame: string): number | undefined {
    const message = messageIn(frame)
    const stat = message?.type === 'change' ? readableStat(message.stat) : null
    return message?.type === 'change' && stat
      ? this.#writtenAt(message.path, stat.version)
      : undefined
  }
}
