import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { editedText } from '@/e2e/readers/edited-text'
import { ForeignReaders, readingPython } from '@/e2e/readers/foreign-readers'
import { KEYED } from '@/e2e/readers/spelled-text'
import { merge } from './merge'
import { conflictsIn, join } from './pieces'

/** Merges per format. The suite takes the same each time; `npm run compare` others, and more. */
const RUNS = Number(process.env.VALUES_RUNS ?? 600)
const SEED = process.env.VALUES_RUNS ? Date.now() : 1

let readers: ForeignReaders

beforeAll(() => {
  if (!readingPython) throw new Error('python3 with PyYAML is needed: see bin/check/system.mjs')
  readers = new ForeignReaders(readingPython)
})

afterAll(() => readers.stop())

test.each(KEYED)(
  '%s: a merge is clean only where it holds exactly both changes',
  async (format) => {
    const edited = fc.sample(editedText(format), { numRuns: RUNS, seed: SEED })
    const merges = await Promise.all(
      edited.map(async ({ base, mine, theirs }) => {
        const { pieces } = await merge(format === 'env' ? 'properties' : format, base, mine, theirs)
        const merged = conflictsIn(pieces).length === 0 ? join(pieces, []) : undefined
        return { base, mine, theirs, merged }
      }),
    )
    const verdicts = await readers.judge(format, merges)
    const count = (kind: string) => verdicts.filter((verdict) => verdict === kind).length
    const wrong = merges
      .map((each, at) => ({ ...each, verdict: verdicts[at] }))
      .filter(({ verdict }) => verdict === 'wrong' || verdict === 'must-ask')
    expect(wrong.slice(0, 3), `seed ${SEED}`).toEqual([])
    expect(count('right'), 'most merges that can be made are').toBeGreaterThan(count('could'))
  },
  3_600_000,
)
