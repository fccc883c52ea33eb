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

test.each([
  ['- a\n- b\n', 'a\n---\nb\n'],
  ['- x: 1\n- y: 2\n', 'x: 1\n---\ny: 2\n'],
  ['- a\n', '--- a\n...\n'],
  ['', '[]\n'],
  ['[]\n', '# none\n'],
  ['', 'null\n'],
  ['# none\n', '---\n'],
  ['a: 1\n', 'a: 1\n---\n'],
])('yaml: documents are no list, and none is no value: %j and %j', async (before, after) => {
  expect(await readers.compare('yaml', [{ before, after }])).toEqual(['differ'])
  const meaning = await compareMeaning('yaml', { before, after, kind: 'text' })
  expect(meaning && saidBy(meaning)).toBe('differ')
})

test('yaml: a text without a document and one with comments alone say the same', async () => {
  const pair = { before: '', after: '# none\n' }
  expect(await readers.compare('yaml', [pair])).toEqual(['same'])
  const meaning = await compareMeaning('yaml', { ...pair, kind: 'text' })
  expect(meaning && saidBy(meaning)).toBe('same')
})
