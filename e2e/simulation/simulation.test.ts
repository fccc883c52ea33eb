import { test } from 'vitest'
import { planOf } from './plan'
import { NO_SEAMS } from './seams'
import { describeReplay, shrink } from './shrink'
import { Simulation } from './simulation'

test('tmp', async () => {
  const from = Number(process.env.FROM ?? 1),
    seeds = Number(process.env.SEEDS ?? 20)
  const steps = Number(process.env.STEPS ?? 300)
  const start = performance.now()
  const bad: string[] = []
  let end = 0
  for (let seed = from; seed < from + seeds; seed++) {
    const plan = planOf(seed, steps)
    const found = await new Simulation(plan).run()
    end = performance.now()
    if (found && process.env.SHRINK) {
      const replay = await shrink(plan, found, (p) => new Simulation(p).run())
      bad.push(JSON.stringify(plan.climate) + describeReplay(seed, replay))
      if (process.env.TRACE) {
        const log: string[] = []
        const sim = new Simulation(
          { ...plan, steps: replay.steps },
          {
            ...NO_SEAMS,
            message: (deliver) => (data, id) => {
              if (!data.includes('"state","state')) log.push(`${id} ${data}`)
              deliver(data, id)
            },
            request: (request) =>
              (async (m: string, p: string, i: any) => {
                const what = `${p.split('/').at(-1)} ${JSON.stringify(i.query ?? i.body)}`
                log.push(`> ${what}`)
                try {
                  const a = await (request as any)(m, p, i)
                  log.push(`< ${what} ${JSON.stringify(a).slice(0, 300)}`)
                  return a
                } catch (e) {
                  log.push(`! ${what} ${e}`)
                  throw e
                }
              }) as any,
          },
        )
        bad.push(
          String(await sim.run()),
          ...log.filter((l) => l.includes(process.env.TRACE!)).slice(-60),
        )
      }
    } else if (found) bad.push(`${seed}: ${found}`)
  }
  console.log(
    `${seeds} seeds, ${((end - start) / seeds).toFixed(1)} ms each, ${bad.length} bad\n` +
      bad.join('\n'),
  )
}, 600_000)
