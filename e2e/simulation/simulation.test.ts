import { expect, test } from 'vitest'
import { planOf } from './plan'
import { Simulation } from './simulation'

test('tmp', async () => {
  const from = Number(process.env.FROM ?? 1),
    seeds = Number(process.env.SEEDS ?? 20)
  const steps = Number(process.env.STEPS ?? 300)
  const start = performance.now()
  const bad: string[] = []
  for (let seed = from; seed < from + seeds; seed++) {
    const found = await new Simulation(planOf(seed, steps)).run()
    if (found) bad.push(`${seed}: ${found}`)
  }
  console.log(
    `${seeds} seeds, ${((performance.now() - start) / seeds).toFixed(1)} ms each, ${bad.length} bad\n` +
      bad.slice(0, 40).join('\n'),
  )
}, 600_000)
