import { encode } from '@msgpack/msgpack'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readingPython } from '@/e2e/readers/foreign-readers'
import { mutatedBytes } from '@/e2e/readers/packs'
import { VerdictReaders } from '@/e2e/readers/verdict-readers'
import { readMsgpack } from './msgpack'
import { readStructure } from './read-structure'

/** The suite takes the same mutations each time; `npm run fuzz` takes others, and more of them. */
const MUTATIONS = Number(process.env.FUZZ_RUNS ?? 6_000)
const SEED = process.env.FUZZ_RUNS ? Date.now() : 1

const BATCH = 200

/** A loaded machine is forgiven much. */
const MOST_MS = 5_000

/** What is read of hostile bytes is laid out as text of at most that many characters. */
const MOST_CHARACTERS = 10_000_000

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'))

const MSGPACK = [
  encode({ host: 'node0', vcpus: 8, az: ['nova', null], raw: Uint8Array.of(1, 255) }),
  encode([1, -1, 1.5, true, [[[[]]]], new Date(0), { a: { b: { c: 'd'.repeat(300) } } }]),
  encode(Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`key ${at}`, at * 1e6]))),
  encode([{ id: 18446744073709551615n, low: -9223372036854775808n }], { useBigInt64: true }),
  hex('dc0002 c7 03 05 616263 d6 ff 00000001'),
]

const OTHERS = [
  hex('0a03636c3112036e6e311a05686f73746120d43e'),
  hex('0a 12 0a 10 0a 0e 0a 0c 0a 0a 0a 08 0a 06 0a 04 0a 02 08 01'),
  hex('aced0005 7372 0001 41 0000000000000001 02 0001 49 0004 706f7274 7870 00001f90'),
  hex(
    'aced0005737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f400000000000017708000000020000000174000470',
  ),
]

let readers: VerdictReaders

beforeAll(() => {
  if (!readingPython) throw new Error('python3 with msgpack is needed: see bin/check/system.mjs')
  readers = new VerdictReaders(readingPython)
})

afterAll(() => readers.stop())

test('what we read as MessagePack, msgpack does', { timeout: 1_800_000 }, async () => {
  const values = mutatedBytes(MSGPACK, Math.ceil(MUTATIONS / 2), SEED)
  const wrong: string[] = []
  for (let at = 0; at < values.length; at += BATCH) {
    const batch = values.slice(at, at + BATCH)
    const verdicts = await readers.verdicts('msgpack', batch)
    for (const [index, value] of batch.entries()) {
      const isRead = readMsgpack(value) !== undefined
      if (isRead && verdicts[index]) wrong.push(`${verdicts[index]} ${value.toString('hex')}`)
    }
  }
  expect(wrong, `seed ${SEED}`).toEqual([])
})

test('hostile structures cost neither time nor memory', { timeout: 1_800_000 }, () => {
  const samples = [...MSGPACK, ...OTHERS]
  const before = process.memoryUsage().rss
  for (const value of mutatedBytes(samples, Math.ceil(MUTATIONS / 2), SEED + 1)) {
    const start = performance.now()
    const text = readStructure(value)?.text ?? ''
    expect(performance.now() - start, value.toString('hex')).toBeLessThan(MOST_MS)
    expect(text.length).toBeLessThan(MOST_CHARACTERS)
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(500_000_000)
})

test.each([
  ['a million lists that each announce a million values', hex('dd000f4240').length, 0xdd],
  ['a million maps that each announce a million pairs', 5, 0xdf],
])('%s', (_, length, head) => {
  const bytes = new Uint8Array(1_000_000)
  for (let at = 0; at + length <= bytes.length; at += length)
    bytes.set([head, 0, 0x0f, 0x42, 0x40], at)
  expect(readMsgpack(bytes)).toBeUndefined()
})

test('a megabyte of protobuf-like fields within fields', () => {
  const nested = Uint8Array.from({ length: 1_000_000 }, (_, at) => (at % 2 === 0 ? 0x0a : 0x7f))
  const start = performance.now()
  readStructure(nested)
  expect(performance.now() - start).toBeLessThan(MOST_MS)
})
