type Timer = { readonly at: number; readonly order: number; run: (() => void) | undefined }

/** Time that passes only when told to, with every timer and every promise in its turn. */
export class VirtualClock {
  readonly #heap: Timer[] = []
  #now = 0
  #order = 0
  #live = 0

  /** ms since the simulation began. */
  now = (): number => this.#now

  /** Timers that have not fired. */
  get pending(): number {
    return this.#live
  }

  setTimer = (run: () => void, ms: number): Timer => {
    this.#order += 1
    this.#live += 1
    const timer = { at: this.#now + Math.max(0, ms), order: this.#order, run }
    push(this.#heap, timer)
    return timer
  }

  clearTimer = (timer: unknown): void => {
    if (!isTimer(timer) || timer.run === undefined) return
    timer.run = undefined
    this.#live -= 1
  }

  /** Resolves after `ms`. */
  wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      this.setTimer(resolve, ms)
    })

  /** Lets `ms` pass. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms
    await settled()
    for (let next = this.#heap[0]; next && next.at <= end; next = this.#heap[0]) {
      pop(this.#heap)
      const { run } = next
      if (!run) continue
      next.run = undefined
      this.#live -= 1
      this.#now = next.at
      run()
      await settled()
    }
    this.#now = end
  }
}

/** Every chain of promises that waits for nothing but others has come to its end. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function isTimer(value: unknown): value is Timer {
  return typeof value === 'object' && value !== null && 'order' in value
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.at === b.at ? a.order < b.order : a.at < b.at
}

function push(heap: Timer[], timer: Timer): void {
  let index = heap.length
  heap.push(timer)
  while (index > 0) {
    const above = (index - 1) >> 1
    const parent = heap[above]
    if (!parent || isBefore(parent, timer)) break
    heap[index] = parent
    index = above
  }
  heap[index] = timer
}

function pop(heap: Timer[]): void {
  const last = heap.pop()
  if (!last || heap.length === 0) return
  let index = 0
  for (;;) {
    const left = 2 * index + 1
    const a = heap[left]
    const b = heap[left + 1]
    const child = b && a && isBefore(b, a) ? left + 1 : left
    const smaller = heap[child]
    if (!smaller || !isBefore(smaller, last)) break
    heap[index] = smaller
    index = child
  }
  heap[index] = last
}
