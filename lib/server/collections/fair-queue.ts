import { Fifo } from './fifo'

/**
 * What several parties wait for, taken in turns: one of each that has any, each party's own in
 * order. Who asks for much waits for it alone (I9).
 */
export class FairQueue<T> {
  /** In the order of their turns. */
  readonly #byParty = new Map<string, Fifo<T>>()
  #size = 0

  get size(): number {
    return this.#size
  }

  sizeOf(party: string): number {
    return this.#byParty.get(party)?.size ?? 0
  }

  push(party: string, item: T): void {
    const queue = this.#byParty.get(party) ?? new Fifo<T>()
    queue.push(item)
    this.#byParty.set(party, queue)
    this.#size += 1
  }

  /** The next item of the party whose turn it is, of those that `may` have one. */
  shift(may: (party: string) => boolean = () => true): T | undefined {
    for (const [party, queue] of this.#byParty) {
      if (!may(party)) continue
      const item = queue.shift()
      this.#size -= 1
      // Behind the others from now on.
      this.#byParty.delete(party)
      if (queue.size > 0) this.#byParty.set(party, queue)
      return item
    }
    return undefined
  }

  /** Takes out what `isGone` says nobody waits for any more. */
  prune(isGone: (item: T) => boolean): void {
    for (const [party, queue] of this.#byParty) {
      for (const item of queue.drain())
        if (isGone(item)) this.#size -= 1
        else queue.push(item)
      if (queue.size === 0) this.#byParty.delete(party)
    }
  }

  /** Each party's queue. */
  queues(): Iterable<Fifo<T>> {
    return this.#byParty.values()
  }

  /** Empties the queue; returns what was in it. */
  drain(): T[] {
    const all = [...this.#byParty.values()].flatMap((queue) => queue.drain())
    this.#byParty.clear()
    this.#size = 0
    return all
  }
}
