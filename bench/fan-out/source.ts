import { writeAtRate } from '@/bench/load/write-at-rate'
import { now } from '@/bench/product/clock'
import { mulberry32 } from '@/e2e/foreign/mulberry32.mjs'
import type { ForeignClient } from '@/e2e/foreign/stock-client'

const PARENT = '/fan-out'
const PER_SECOND = 20
const SECONDS = 5
/** One is written again only a second later: no write is gone before it was read. */
export const PATHS = Array.from({ length: PER_SECOND }, (_, index) => `${PARENT}/n-${index}`)

/** Another program that changes what the audience looks at. */
export class Source {
  readonly #writer: ForeignClient
  readonly #writtenAt = new Map<string, number>()
  readonly #versions = new Map<string, number>()
  #next = 0

  constructor(writer: ForeignClient) {
    this.#writer = writer
  }

  async create(): Promise<void> {
    await this.#writer.create(PARENT)
    for (const path of PATHS) await this.#writer.create(path, '0')
  }

  /** Writes for a round; answers when each write was made (ms since 1970). */
  async write(round: number): Promise<readonly number[]> {
    const times: number[] = []
    const random = mulberry32(round)
    await writeAtRate({ perSecond: PER_SECOND, seconds: SECONDS, random }, () => {
      const path = PATHS[this.#next++ % PATHS.length] ?? PARENT
      const version = (this.#versions.get(path) ?? 0) + 1
      const at = now()
      times.push(at)
      this.#versions.set(path, version)
      this.#writtenAt.set(`${path} ${version}`, at)
      return this.#writer.set(path, `${version}`)
    })
    return times
  }

  /** When that version was written (ms since 1970). */
  writtenAt(path: string, version: number): number | undefined {
    return this.#writtenAt.get(`${path} ${version}`)
  }
}
