import type { Plan, Step } from '@/e2e/simulation/scenario/plan'

export type Replay = { readonly steps: readonly Step[]; readonly violation: string }

type Run = (plan: Plan) => Promise<string | undefined>

/** Runs of the simulation that one shrinking may take. */
const MOST_RUNS = 600

/**
 * The fewest steps of `plan` that still violate the same invariant. First chunks are replaced by
 * the time they took, ever smaller ones; then that time is left out as well, or joined.
 * `violation` is what `run` said of the whole plan.
 */
export async function shrink(plan: Plan, violation: string, run: Run): Promise<Replay> {
  const shrinking = new Shrinking(plan, { steps: plan.steps, violation }, run)
  await shrinking.cutOff()
  await shrinking.without((chunk) => [rest(chunk)])
  await shrinking.without(() => [])
  await shrinking.joinRests()
  return shrinking.best
}

class Shrinking {
  readonly #plan: Plan
  readonly #run: Run
  readonly #kind: string
  #runs = 0
  best: Replay

  constructor(plan: Plan, best: Replay, run: Run) {
    this.#plan = plan
    this.#run = run
    this.#kind = kindOf(best.violation)
    this.best = best
  }

  /** Nothing behind the step that showed it is needed. */
  async cutOff(): Promise<void> {
    const place = Number(/^step (\d+)/.exec(this.best.violation)?.[1] ?? Number.NaN)
    if (Number.isNaN(place)) return
    await this.#try(this.best.steps.filter((step) => step.place <= place))
  }

  /** Puts `instead` in the place of every chunk that is not needed for the violation. */
  async without(instead: (chunk: readonly Step[]) => Step[]): Promise<void> {
    for (let size = this.best.steps.length >> 1; size >= 1; size >>= 1) {
      for (let start = 0; start < this.best.steps.length; ) {
        if (this.#runs > MOST_RUNS) return
        const { steps } = this.best
        const put = instead(steps.slice(start, start + size))
        const isKept = await this.#try(spliced(steps, start, size, put))
        start += isKept ? put.length : size
      }
    }
  }

  /** One rest for two that follow each other, wherever that fails too. */
  async joinRests(): Promise<void> {
    for (let index = 1; index < this.best.steps.length; ) {
      if (this.#runs > MOST_RUNS * 2) return
      const { steps } = this.best
      const [before, here] = [steps[index - 1], steps[index]]
      const isJoined =
        before &&
        here?.does === 'rest' &&
        (await this.#try(
          spliced(steps, index - 1, 2, [{ ...before, pause: before.pause + here.pause }]),
        ))
      if (!isJoined) index += 1
    }
  }

  async #try(steps: readonly Step[]): Promise<boolean> {
    this.#runs += 1
    const violation = await this.#run({ ...this.#plan, steps })
    if (violation === undefined || kindOf(violation) !== this.#kind) return false
    this.best = { steps, violation }
    return true
  }
}

/** What was violated, whichever znode, browser and moment it was. */
function kindOf(violation: string): string {
  return violation.replace(/^[^:]*: /, '').replace(/[“/]\S*|\S*\d\S*/g, '')
}

function spliced<T>(items: readonly T[], start: number, count: number, put: readonly T[]): T[] {
  return [...items.slice(0, start), ...put, ...items.slice(start + count)]
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
