import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changedText } from '@/e2e/readers/changed-text'
import { editedText } from '@/e2e/readers/edited-text'
import { ForeignReaders, readingPython } from '@/e2e/readers/foreign-readers'
import { KEYED } from '@/e2e/readers/spelled-text'
import { formatText } from './format-text'

/** Texts per format. The suite takes the same each time; `npm run compare` others, and more. */
const RUNS = Number(process.env.VALUES_RUNS ?? 600)
const SEED = process.env.VALUES_RUNS ? Date.now() : 1

let readers: ForeignReaders

beforeAll(() => {
  if (!readingPython) throw new Error('python3 with PyYAML is needed: see bin/check/system.mjs')
  readers = new ForeignReaders(readingPython)
})

afterAll(() => readers.stop())

const FORMATS = KEYED.filter((format) => format !== 'env')

const lookOf = (text: string) => [
  text.startsWith('\ufeff'),
  text.endsWith('\n'),
  text.replaceAll(/[ \t\f\r\n]/g, ''),
]

test.each(FORMATS)(
  '%s: laid out afresh, a text says the same to a foreign reader',
  async (format) => {
    const text = fc.oneof(
      changedText(format).map(({ after }) => after),
      editedText(format).map(({ mine }) => mine),
      editedText(format).map(({ mine }) => `\ufeff${mine.replaceAll(/(?<=[:=,]) /g, '  ')}`),
    )
    const pairs: { before: string; after: string }[] = []
    for (const before of fc.sample(text, { numRuns: RUNS, seed: SEED })) {
      const formatted = await formatText(format, before)
      if (!formatted.ok) continue
      const after = formatted.text
      expect(lookOf(after), `seed ${SEED}`).toEqual(lookOf(before))
      expect(after, `seed ${SEED}`).not.toMatch(before.includes('\r\n') ? /(?<!\r)\n/ : /\r/)
      expect(await formatText(format, after), `seed ${SEED}`).toEqual({ ok: true, text: after })
      if (after !== before) pairs.push({ before: plain(before), after: plain(after) })
    }
    const verdicts = await readers.compare(format, pairs)
    const wrong = pairs.filter((_, at) => !/same|unreadable/.test(verdicts[at] ?? ''))
    expect(wrong.slice(0, 3), `seed ${SEED}`).toEqual([])
    expect(pairs.length, 'enough was laid out').toBeGreaterThan(RUNS / 20)
  },
  3_600_000,
)

/** Not every reader takes a byte order mark. */
function plain(text: string): string {
  return text.replace(/^\ufeff/, '')
}
