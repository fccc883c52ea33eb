import { setTimeout as sleep } from 'node:timers/promises'
import { now } from '@/bench/product/clock'
import type { SignedInServer } from '@/bench/product/measured-server'
import { openStreamClient, type StreamClient } from '@/bench/product/stream-client'
import { Receipts } from './receipts'
import { PATHS, type Source } from './source'

/** Streams being opened at the same time. */
const OPENING = 50
/** How long the last write may take to reach everybody (ms). */
const PATIENCE_MS = 20_000

/** Viewers who all look at everything the source writes. */
export class Audience {
  readonly #source: Source
  readonly #clients: StreamClient[] = []
  #receipts: Receipts

  private constructor(source: Source) {
    this.#source = source
    this.#receipts = this.#blank()
  }

  static async open(server: SignedInServer, viewers: number, source: Source): Promise<Audience> {
    const audience = new Audience(source)
    const open = () =>
      openStreamClient(server, { nodes: PATHS, parents: [] }, (frame, at) =>
        audience.#receipts.take(frame, at),
      )
    for (let left = viewers; left > 0; left -= OPENING)
      audience.#clients.push(
        ...(await Promise.all(Array.from({ length: Math.min(left, OPENING) }, open))),
      )
    return audience
  }

  /** Lets the source write and answers how long each delivery took (ms), once all arrived. */
  async follow(round: number): Promise<readonly number[]> {
    this.#receipts = this.#blank()
    const written = await this.#source.write(round)
    const viewers = this.#clients.length
    const deadline = now() + PATIENCE_MS
    while (written.some((at) => this.#receipts.reached(at) < viewers)) {
      if (now() > deadline) throw new Error('Not every write reached every viewer')
      await sleep(5)
    }
    return this.#receipts.latencies
  }

  leave(): void {
    for (const client of this.#clients) client.close()
  }

  #blank(): Receipts {
    return new Receipts((path, version) => this.#source.writtenAt(path, version))
  }
}
