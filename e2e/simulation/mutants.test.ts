import { expect, test } from 'vitest'
import { planOf } from '@/e2e/simulation/scenario/plan'
import { MUTANTS, type Mutant } from './mutants'
import { play } from './simulation'

/** Stories that may pass before a planted bug must have been found. */
const SEEDS = 150
const STEPS = 300

/** How many stories it took to find `mutant`; undefined: it was not found. */
async function foundAfter({ seams, plant }: Mutant): Promise<number | undefined> {
  const takeBack = plant?.()
  try {
    for (let seed = 1; seed <= SEEDS; seed++)
      if (await play(planOf(seed, STEPS), seams())) return seed
    return undefined
  } finally {
    takeBack?.()
  }
}

test.each(Object.entries(MUTANTS))(
  'finds the planted bug: %s',
  async (_, mutant) => {
    expect(await foundAfter(mutant)).toBeLessThanOrEqual(SEEDS)
    // Some take many stories, which take long where the machine is busy.
  },
  180_000,
)
