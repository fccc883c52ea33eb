import type { Job, JobAnswer, JobArguments, JobName } from './jobs'

export type ToWorker = { readonly id: number; readonly job: Job }
export type FromWorker = { readonly id: number } & (
  | { readonly answer: unknown }
  | { readonly failure: string }
)

/** A hand that does one job at a time, and can be let go in the middle of it. */
export type Hand = {
  readonly give: (message: ToWorker) => void
  readonly letGo: () => void
}

export type HandListener = {
  readonly onSaid: (message: FromWorker) => void
  /** It could not be started. */
  readonly onFailed: () => void
}

export type BenchWorld = {
  /** Undefined where there are no workers. */
  readonly hire: (listener: HandListener) => Hand | undefined
  /** Does a job on the page's own thread. */
  readonly runHere: (job: Job) => Promise<unknown>
  /** ms; only differences count. */
  readonly now: () => number
}

/** After a worker could not be started, none is tried for so long. */
const HIRE_AGAIN_MS = 5_000

type Order = ToWorker & {
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Where jobs wait for the worker, in order. One that nobody wants any more is ended. */
export class Bench {
  readonly #world: BenchWorld
  readonly #waiting: Order[] = []
  #asked = 0
  #hand: Hand | undefined
  #hireFrom = Number.NEGATIVE_INFINITY

  constructor(world: BenchWorld) {
    this.#world = world
  }

  /** The answer; undefined when `signal` ended the job. Rejects where the job itself throws. */
  ask<Name extends JobName>(
    name: Name,
    args: JobArguments<Name>,
    signal?: AbortSignal,
  ): Promise<JobAnswer<Name> | undefined> {
    if (signal?.aborted) return Promise.resolve(undefined)
    return new Promise((resolve, reject) => {
      this.#asked += 1
      const id = this.#asked
      // The worker is our own code: what it answers to a job is what the job is declared to.
      const job = { name, args } as Job
      const answer = (value: unknown) => resolve(value as JobAnswer<Name> | undefined)
      this.#waiting.push({ id, job, resolve: answer, reject })
      signal?.addEventListener('abort', () => this.#cancel(id), { once: true })
      if (this.#waiting.length === 1) this.#start()
    })
  }

  #start(): void {
    const [order] = this.#waiting
    if (!order) return
    this.#hand ??= this.#world.now() < this.#hireFrom ? undefined : this.#hire()
    if (this.#hand) this.#hand.give({ id: order.id, job: order.job })
    else this.#runHere(order)
  }

  #hire(): Hand | undefined {
    return this.#world.hire({
      onSaid: (message) => {
        if (message.id === this.#waiting[0]?.id) this.#finish(message)
      },
      onFailed: () => {
        this.#hireFrom = this.#world.now() + HIRE_AGAIN_MS
        this.#hand = undefined
        this.#start()
      },
    })
  }

  #runHere({ id, job }: Order): void {
    const say = (message: FromWorker) => {
      if (id === this.#waiting[0]?.id) this.#finish(message)
    }
    this.#world.runHere(job).then(
      (answer) => say({ id, answer }),
      (error: unknown) => say({ id, failure: String(error) }),
    )
  }

  #finish(message: FromWorker): void {
    const order = this.#waiting.shift()
    if ('failure' in message) order?.reject(new Error(message.failure))
    else order?.resolve(message.answer)
    this.#start()
  }

  #cancel(id: number): void {
    const at = this.#waiting.findIndex((order) => order.id === id)
    const [order] = at < 0 ? [] : this.#waiting.splice(at, 1)
    if (!order) return
    order.resolve(undefined)
    if (at > 0) return
    this.#hand?.letGo()
    this.#hand = undefined
    this.#start()
  }
}
