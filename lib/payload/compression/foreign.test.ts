import { afterAll, beforeAll, expect, test } from 'vitest'
import { readingPython } from '@/e2e/readers/foreign-readers'
import { mutatedBytes, PACK_KINDS, type PackKind, packedSamples } from '@/e2e/readers/packs'
import { VerdictReaders } from '@/e2e/readers/verdict-readers'
import { unpackedLimit } from './compression'
import { tryUnpack } from './pack'

/** The suite takes the same mutations each time; `npm run fuzz` takes others, and more of them. */
const MUTATIONS = Number(process.env.FUZZ_RUNS ?? 6_000)
const SEED = process.env.FUZZ_RUNS ? Date.now() : 1

const BATCH = 100

/** No value takes longer; a loaded machine is forgiven much. */
const MOST_MS = 5_000

let readers: VerdictReaders

beforeAll(() => {
  if (!readingPython) throw new Error('python3 is needed: see bin/check/system.mjs')
  readers = new VerdictReaders(readingPython)
})

afterAll(() => readers.stop())

type Unpacked = { readonly said: string; readonly ms: number }

async function unpack(kind: PackKind, packed: Uint8Array): Promise<Unpacked> {
  const start = performance.now()
  const result = await tryUnpack(kind === 'xerial' ? 'snappy' : kind, packed)
  const ms = performance.now() - start
  if (typeof result === 'string') return { said: result, ms }
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(result))
  return { said: `=${result.length} ${Buffer.from(digest).toString('hex')}`, ms }
}

/** Values of which we show another text than the foreign library, or one that it refuses. */
async function wrongTexts(kind: PackKind, values: readonly Buffer[]): Promise<string[]> {
  const wrong: string[] = []
  for (let at = 0; at < values.length; at += BATCH) {
    const batch = values.slice(at, at + BATCH)
    const verdicts = await readers.verdicts(kind, batch)
    for (const [index, value] of batch.entries()) {
      const theirs = verdicts[index] ?? ''
      const { said, ms } = await unpack(kind, value)
      const isWrong = said.startsWith('=') && said !== theirs
      if (isWrong || ms > MOST_MS)
        wrong.push(`${ms} ms, ours: ${said}, theirs: ${theirs}, ${value.toString('base64')}`)
    }
  }
  return wrong
}

test.each(PACK_KINDS)(
  '%s: what foreign programs pack is unpacked whole',
  { timeout: 60_000 },
  async (kind) => {
    const samples = await packedSamples(kind, readers)
    const verdicts = await readers.verdicts(kind, samples)
    for (const [index, sample] of samples.entries()) {
      const theirs = verdicts[index] ?? ''
      const isLarge = Number(/^=(\d+)/.exec(theirs)?.[1]) > unpackedLimit(sample.length)
      const isWhole = theirs.startsWith('=')
      const { said } = await unpack(kind, sample)
      expect(said).toBe(isLarge ? 'too-large' : isWhole ? theirs : 'damaged')
    }
  },
)

test.each(PACK_KINDS)(
  '%s: a mutated value is never shown as another text, and costs neither time nor memory',
  { timeout: 1_800_000 },
  async (kind) => {
    const samples = await packedSamples(kind, readers)
    const count = Math.ceil(MUTATIONS / PACK_KINDS.length)
    const before = process.memoryUsage().rss
    expect(await wrongTexts(kind, mutatedBytes(samples, count, SEED)), `seed ${SEED}`).toEqual([])
    expect(process.memoryUsage().rss - before).toBeLessThan(500_000_000)
  },
)
