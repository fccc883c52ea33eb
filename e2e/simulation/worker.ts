import { parentPort, workerData } from 'node:worker_threads'
import { type Plan, planOf } from '@/e2e/simulation/scenario/plan'
import { NO_SEAMS } from './seams'
import { describeReplay, shrink } from './shrink'
import { play } from './simulation'
import { Trace } from './trace'

/** What `bin/simulate.mjs` hands to a worker. */
type Task = {
  readonly from: number
  readonly step: number
  readonly to: number
  readonly steps: number
}

/** Failing seeds that one worker replays in full; of the others it only says what was violated. */
const MOST_REPLAYS = 2
const TRACED_LINES = 150

/** The fewest steps that still fail, and what happened between the parts meanwhile. */
async function replay(plan: Plan, violation: string): Promise<string> {
  const shortest = await shrink(plan, violation, (shorter) => play(shorter))
  const trace = new Trace()
  await play({ ...plan, steps: shortest.steps }, trace.seams(NO_SEAMS))
  const happened = trace.lines.slice(-TRACED_LINES).join('\n')
  const climate = JSON.stringify(plan.climate)
  return `${describeReplay(plan.seed, shortest)}\nin the climate ${climate}:\n${happened}`
}

async function work({ from, step, to, steps }: Task) {
  let replays = 0
  for (let seed = from; seed <= to; seed += step) {
    const plan = planOf(seed, steps)
    const violation = await play(plan)
    if (violation) replays += 1
    const isReplayed = violation !== undefined && replays <= MOST_REPLAYS
    const report = isReplayed
      ? await replay(plan, violation)
      : violation && `Seed ${seed}: ${violation}`
    parentPort?.postMessage({ seed, report })
  }
}

await work(workerData)
