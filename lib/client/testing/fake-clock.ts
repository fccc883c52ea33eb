import type { Surroundings, TimerId } from '@/lib/client/transport/environment'

type Timer = { readonly at: number; readonly run: () => void }

/** Time that passes when a test says so, and every timer with it. For tests. */
export class FakeClock {
  time = 1_000
  readonly #timers = new Map<TimerId, Timer>()

  readonly surroundings: Pick<
    Surroundings,
    'now' | 'wallClock' | 'setTimer' | 'clearTimer' | 'onFrame'
  > = {
    now: () => this.time,
    wallClock: () => 1_700_000_000_000 + this.time,
    setTimer: (run, ms) => {
      // A real handle that never fires: the type of a timer differs between browser and Node.
      const id = setTimeout(() => undefined, 0)
      clearTimeout(id)
      this.#timers.set(id, { at: this.time + ms, run })
      return id
    },
    clearTimer: (id) => {
      if (id !== undefined) this.#timers.delete(id)
    },
    onFrame: (run) => {
      this.surroundings.setTimer(run, 16)
    },
  }

  /** Lets `ms` pass, with everything that is due and every promise that is settled by it. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms
    await settle()
    for (;;) {
      const next = [...this.#timers].sort(([, a], [, b]) => a.at - b.at)[0]
      if (!next || next[1].at > end) break
      this.#timers.delete(next[0])
      this.time = Math.max(this.time, next[1].at)
      next[1].run()
      await settle()
    }
    this.time = end
  }
}

/** Long enough for every chain of promises that waits for nothing else. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}
