export type LateState<Code> =
  | { readonly status: 'waiting' }
  | { readonly status: 'ready'; readonly code: Code }
  /** So many attempts failed; another may be under way. */
  | { readonly status: 'failed'; readonly failures: number }

export const WAITING = { status: 'waiting' } as const

/** Code that comes when it is needed. Unlike React's `lazy`, what failed can be asked for again. */
export class LateCode<Code> {
  readonly #fetch: () => Promise<Code>
  readonly #listeners = new Set<() => void>()
  #state: LateState<Code> = WAITING
  #isRunning = false

  constructor(fetch: () => Promise<Code>) {
    this.#fetch = fetch
  }

  get state(): LateState<Code> {
    return this.#state
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Begins to load, unless that is under way or done. */
  load = (): void => {
    if (this.#isRunning || this.#state.status === 'ready') return
    this.#isRunning = true
    this.#fetch().then(
      (code) => this.#become({ status: 'ready', code }),
      () => this.#become({ status: 'failed', failures: this.#failures + 1 }),
    )
  }

  /** The code, however long that takes. While it fails to come, `missingCode` is it. */
  needed(): Promise<Code> {
    const { state } = this
    if (state.status === 'ready') return Promise.resolve(state.code)
    wanted.add(this)
    return new Promise((resolve) => {
      const stop = this.subscribe(() => {
        if (this.#state.status !== 'ready') return
        stop()
        wanted.delete(this)
        resolve(this.#state.code)
      })
      this.load()
    })
  }

  get #failures(): number {
    return this.#state.status === 'failed' ? this.#state.failures : 0
  }

  #become(state: LateState<Code>): void {
    this.#isRunning = false
    this.#state = state
    for (const notify of [...this.#listeners]) notify()
    for (const notify of [...watchers]) notify()
  }
}

const wanted = new Set<LateCode<unknown>>()
const watchers = new Set<() => void>()

/** Code that something waits for and that failed to load; undefined when there is none. */
export function missingCode(): LateCode<unknown> | undefined {
  return [...wanted].find(({ state }) => state.status === 'failed')
}

/** Tells whenever `missingCode` may be another. */
export function watchMissingCode(listener: () => void): () => void {
  watchers.add(listener)
  return () => watchers.delete(listener)
}
