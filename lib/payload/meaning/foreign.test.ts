import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changedText } from '@/e2e/readers/changed-text'
import { ForeignReaders, readingPython, type Verdict } from '@/e2e/readers/foreign-readers'
import { compareMeaning, type MeaningCompared } from './compare'

/** The suite takes the same pairs each time; `npm run compare` takes others, and more of them. */
const PAIRS = Number(process.env.VALUES_RUNS ?? 10_000)
const SEED = process.env.VALUES_RUNS ? Date.now() : 1

const FORMATS = ['json', 'yaml', 'toml', 'ini', 'properties', 'xml'] as const

let readers: ForeignReaders

beforeAll(() => {
  if (!readingPython) throw new Error('python3 with PyYAML is needed: see bin/check/system.mjs')
  readers = new ForeignReaders(readingPython)
})

afterAll(() => readers.stop())

/** What we say of a pair, in the words of the foreign readers. */
function saidBy({ changes, reordered }: MeaningCompared): Verdict {
  return changes.length > 0 ? 'differ' : reordered.length > 0 ? 'order' : 'same'
}

test.each(FORMATS)(
  '%s: what we call the same, a foreign reader does',
  async (format) => {
    const count = Math.ceil(PAIRS / FORMATS.length)
    const pairs = fc.sample(changedText(format), { numRuns: count, seed: SEED })
    const foreign = await readers.compare(format, pairs)
    const wrong: unknown[] = []
    let same = 0
    for (const [at, pair] of pairs.entries()) {
      const meaning = await compareMeaning(format, { ...pair, kind: 'text' })
      const said = meaning ? saidBy(meaning) : 'unreadable'
      const theirs = foreign[at]
      if (said === 'same' && pair.before !== pair.after) same += 1
      const isTrue = theirs === 'same' || theirs === said || theirs === 'unreadable'
      if ((said === 'same' || said === 'order') && !isTrue) wrong.push({ ...pair, said, theirs })
    }
    expect(wrong.slice(0, 5), `seed ${SEED}`).toEqual([])
    expect(same, 'enough pairs are the same').toBeGreaterThan(count / 50)
  },
  120_000,
)
