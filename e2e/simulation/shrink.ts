import type { Plan, Step } from './plan'

export type Replay = { readonly steps: readonly Step[]; readonly violation: string }

type Run = (plan: Plan) => Promise<string | undefined>

/** Runs of the simulation that one shrinking may take. */
const MOST_RUNS = 500

/**
 * The fewest steps of `plan` that still violate an invariant. First chunks are replaced by the time
 * they took, ever smaller ones; then that time is left out as well. `violation` is what `run` said
 * of the whole plan.
 */
export async function shrink(plan: Plan, violation: string, run: Run): Promise<Replay> {
  const shrinking = new Shrinking(plan, { steps: plan.steps, violation }, run)
  await shrinking.without((chunk) => [rest(chunk)])
  await shrinking.without(() => [])
  await shrinking.joinRests()
  return shrinking.best
}

class Shrinking {
  readonly #plan: Plan
  readonly #run: Run
  #runs = 0
  best: Replay

  constructor(plan: Plan, best: Replay, run: Run) {
    this.#plan = plan
    this.#run = run
    this.best = best
  }

  /** Puts `instead` in the place of every chunk that is not needed for the violation. */
  async without(instead: (chunk: readonly Step[]) => Step[]): Promise<void> {
    for (let size = this.best.steps.length >> 1; size >= 1; size >>= 1) {
      for (let start = 0; start < this.best.steps.length; ) {
        if (this.#runs > MOST_RUNS) return
        const { steps } = this.best
        const put = instead(steps.slice(start, start + size))
        const isKept = await this.#try([
          ...steps.slice(0, start),
          ...put,
          ...steps.slice(start + size),
        ])
        start += isKept ? put.length : size
      }
    }
  }

  /** One rest for several that follow each other, if that fails too. */
  async joinRests(): Promise<void> {
    const joined: Step[] = []
    for (const step of this.best.steps) {
      const last = joined.at(-1)
      if (step.does === 'rest' && last)
        joined[joined.length - 1] = { ...last, pause: last.pause + step.pause }
      else joined.push(step)
    }
    await this.#try(joined)
  }

  async #try(steps: readonly Step[]): Promise<boolean> {
    this.#runs += 1
    const violation = await this.#run({ ...this.#plan, steps })
    if (violation) this.best = { steps, violation }
    return violation !== undefined
  }
}

function rest(chunk: readonly Step[]): Step {
  const pause = chunk.reduce((sum, step) => sum + step.pause, 0)
  return { place: chunk[0]?.place ?? 0, pause, does: 'rest' }
}

/** A replay as a person reads it. */
export function describeReplay(seed: number, { steps, violation }: Replay): string {
  const lines = steps.map(({ place, pause, ...action }) => {
    return `  ${place}: ${JSON.stringify(action)}, then ${pause} ms`
  })
  return [`Seed ${seed}: ${violation}`, ...lines].join('\n')
}
