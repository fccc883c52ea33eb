import type { World } from '@/lib/server/zookeeper/session'

type Waiter<T> = { resolve: (value: T) => void; reject: (error: Error) => void }

/** Those who wait for the same thing, each with patience of its own. */
export class Waiters<T> {
  readonly #world: Pick<World, 'setTimer' | 'clearTimer'>
  readonly #waiting = new Set<Waiter<T>>()

  constructor(world: Pick<World, 'setTimer' | 'clearTimer'>) {
    this.#world = world
  }

  /** Waits for `settle`; rejects with what `late` says after `ms`. */
  wait(ms: number, late: () => Error): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = this.#world.setTimer(() => {
        this.#waiting.delete(waiter)
        reject(late())
      }, ms)
      const waiter: Waiter<T> = {
        resolve: (value) => {
          this.#world.clearTimer(timer)
          resolve(value)
        },
        reject: (error) => {
          this.#world.clearTimer(timer)
          reject(error)
        },
      }
      this.#waiting.add(waiter)
    })
  }

  resolve(value: T): void {
    for (const waiter of this.#taken()) waiter.resolve(value)
  }

  reject(error: Error): void {
    for (const waiter of this.#taken()) waiter.reject(error)
  }

  #taken(): Waiter<T>[] {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    return waiting
  }
}
