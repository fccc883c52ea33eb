import { afterAll, beforeAll, expect, test } from 'vitest'
import { CORPUS_FORMATS, type CorpusFormat, readCorpus } from '@/e2e/readers/corpus'
import { readingPython } from '@/e2e/readers/foreign-readers'
import { mutations } from '@/e2e/readers/mutations'
import { VerdictReaders } from '@/e2e/readers/verdict-readers'
import { formatOfText } from '@/lib/payload/text-format'
import type { Finding } from './finding'
import { FOREIGN_DIFFERENCES } from './foreign-differences'
import { validate } from './validate'

/** The suite takes the same mutations each time; `npm run fuzz` takes others, and more of them. */
const MUTATIONS = Number(process.env.FUZZ_RUNS ?? 20_000)
const SEED = process.env.FUZZ_RUNS ? Date.now() : 1

const FILES = 250
const BATCH = 200

/** What no reader in question takes is an error; of these warnings, that the foreign one does not. */
const OF_ONE_READER: Record<CorpusFormat, RegExp> = {
  json: /^(json-comments|byte-order-mark)$/,
  yaml: /^yaml-old$/,
  toml: /^(toml-old|byte-order-mark)$/,
  ini: /^(ini-.*|double-.*|byte-order-mark)$/,
  properties: /^byte-order-mark$/,
  xml: /^never$/,
}

const corpus = readCorpus(FILES)
let readers: VerdictReaders

beforeAll(() => {
  if (!readingPython) throw new Error('python3 with PyYAML is needed: see bin/check/system.mjs')
  readers = new VerdictReaders(readingPython)
})

afterAll(() => readers.stop())

function refuses(format: CorpusFormat, findings: readonly Finding[]): boolean {
  return findings.some(
    ({ severity, code }) => severity === 'error' || OF_ONE_READER[format].test(code),
  )
}

/** Texts of which we and the foreign reader say different things, unless that has a reason. */
async function disagreements(format: CorpusFormat, texts: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (let at = 0; at < texts.length; at += BATCH) {
    const batch = texts.slice(at, at + BATCH)
    const verdicts = await readers.verdicts(
      format,
      batch.map((text) => Buffer.from(text)),
    )
    for (const [index, text] of batch.entries()) {
      const theirs = verdicts[index] ?? null
      const findings = await validate(format, text)
      if (refuses(format, findings) === (theirs !== null)) continue
      const isKnown = FOREIGN_DIFFERENCES.some(
        (each) => each.format === format && each.applies(text, theirs),
      )
      if (isKnown) continue
      const ours = findings.map(({ code, line, detail }) => `${code} ${line} ${detail}`).join('; ')
      found.push(`theirs: ${theirs}\nours: ${ours || 'nothing'}\n${JSON.stringify(text)}`)
    }
  }
  return found
}

test('there are at least 500 real files, of every format', () => {
  const counts = CORPUS_FORMATS.map((format) => corpus[format].length)
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(500)
  expect(Math.min(...counts)).toBeGreaterThan(5)
})

test.each(CORPUS_FORMATS)(
  '%s: real files are what foreign readers say',
  { timeout: 60_000 },
  async (format) => {
    const texts = corpus[format].map(({ text }) => text)
    expect(await disagreements(format, texts)).toEqual([])
  },
)

test.each(['json', 'yaml', 'xml', 'toml'] as const)('%s: real files are told as that', (format) => {
  const others = corpus[format].filter(({ name, text }) => {
    const found = formatOfText(text, name)
    return found !== format && !(format === 'json' && found === 'jsonc')
  })
  expect(others.map(({ name }) => name)).toEqual([])
})

test.each(CORPUS_FORMATS)(
  '%s: of mutated files we say what foreign readers say',
  { timeout: 3_600_000 },
  async (format) => {
    const texts = corpus[format].map(({ text }) => text)
    const count = Math.ceil(MUTATIONS / CORPUS_FORMATS.length)
    const mutated = mutations(format, texts, { count, seed: SEED })
    expect(await disagreements(format, mutated), `seed ${SEED}`).toEqual([])
  },
)
