import { describe, expect, test } from 'vitest'
import type { Compression } from './compression'
import { pack, tryUnpack } from './pack'

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'))
const join = (...parts: Uint8Array[]) => Uint8Array.from(Buffer.concat(parts))

async function textOf(kind: Compression, packed: Uint8Array): Promise<string> {
  const result = await tryUnpack(kind, packed)
  return typeof result === 'string' ? result : Buffer.from(result).toString()
}

/** Written by the commands of these names: {"a": 1} */
const GZIP = hex('1f8b0800000000000003ab564a54b25230ac0500978ea1fb08000000')
const ZSTD = hex('28b52ffd 0458 410000 7b2261223a20317d 7d919d79')
const ZSTD_SIZED = hex('28b52ffd 2008 410000 7b2261223a20317d')
const LZ4 = hex('04224d18 6440a7 08000080 7b2261223a20317d 00000000 79938683')
const SKIPPED = hex('5e2a4d18 03000000 616263')
const SNAPPY_HEAD = hex('ff060000734e61507059')

describe('the size that is announced', () => {
  test('13 bytes that announce two gigabytes are refused before room is made for them', async () => {
    const before = process.memoryUsage().arrayBuffers
    const bomb = hex('28b52ffd a0 00943577 0b0000 41')
    expect(await textOf('zstd', bomb)).toBe('too-large')
    expect(await textOf('zstd', hex('28b52ffd e0 00f2052a01000000 0b0000 41'))).toBe('too-large')
    const lz4 = hex('04224d18 6c40 00943577000000000000 00000000')
    expect(await textOf('lz4', lz4)).toBe('damaged')
    expect(
      await textOf('snappy', join(SNAPPY_HEAD, hex('00 0b0000 00000000 80a8d6b907 0041'))),
    ).toBe('too-large')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64_000_000)
  })

  test('a value that is not as long as it announces is damaged, never shown', async () => {
    expect(await textOf('zstd', hex('28b52ffd 2009 410000 7b2261223a20317d'))).toBe('damaged')
    expect(await textOf('zstd', hex('28b52ffd 2007 410000 7b2261223a20317d'))).toBe('damaged')
    const short = Uint8Array.from(GZIP)
    short[short.length - 4] = 9
    expect(await textOf('gzip', short)).toBe('damaged')
    expect(await textOf('snappy', join(SNAPPY_HEAD, hex('00 070000 00000000 05 0041')))).toBe(
      'damaged',
    )
  })

  test('a block that is larger than its frame may hold is damaged', async () => {
    expect(await textOf('zstd', hex('28b52ffd 0000 7b2261 22'))).toBe('damaged')
    // Its first block unpacks to 131,076 bytes; zstd 1.5.4 refuses it, 1.5.7 does only by blocks.
    const [first, second] = ['540000 10787801 00ffff39c002', '650000 2078656e6401003c0d391002']
    expect(await textOf('zstd', hex(`28b52ffd 0058 ${first} ${second}`))).toBe('damaged')
  })
})

describe('several frames', () => {
  test('are one value, what lies between them skipped', async () => {
    expect(await textOf('gzip', join(GZIP, GZIP))).toBe('{"a": 1}{"a": 1}')
    expect(await textOf('zstd', join(SKIPPED, ZSTD, SKIPPED, ZSTD_SIZED))).toBe('{"a": 1}{"a": 1}')
    expect(await textOf('lz4', join(LZ4, SKIPPED, LZ4))).toBe('{"a": 1}{"a": 1}')
  })

  test('all count together', async () => {
    const frame = await pack('zstd', new Uint8Array(600_000), new Uint8Array())
    expect((await tryUnpack('zstd', frame)).length).toBe(600_000)
    expect(await textOf('zstd', join(frame, frame))).toBe('too-large')
    const member = await pack('gzip', new Uint8Array(600_000), new Uint8Array())
    expect(await textOf('gzip', join(member, member))).toBe('too-large')
  })

  test('of which one is cut, and anything else behind them, are damage', async () => {
    for (const [kind, frame] of [
      ['gzip', GZIP],
      ['zstd', ZSTD],
      ['lz4', LZ4],
    ] as const) {
      expect(await textOf(kind, join(frame, frame.slice(0, -2))), kind).toBe('damaged')
      expect(await textOf(kind, join(frame, hex('6a756e6b'))), kind).toBe('damaged')
    }
    expect(await textOf('gzip', join(GZIP, new Uint8Array(512)))).toBe('{"a": 1}')
    const zlib = hex('7801ab564a54b25230ac050009e50229')
    expect(await textOf('zlib', join(zlib, zlib))).toBe('damaged')
    expect(await textOf('zstd', SKIPPED)).toBe('damaged')
  })
})

test('a checksum that does not fit is damage, in the head, a block or the whole', async () => {
  for (const [kind, frame, at] of [
    ['gzip', GZIP, GZIP.length - 6],
    ['zstd', ZSTD, ZSTD.length - 1],
    ['lz4', LZ4, LZ4.length - 1],
    ['lz4', LZ4, 6],
  ] as const) {
    const flipped = Uint8Array.from(frame)
    flipped[at] = (flipped[at] ?? 0) ^ 1
    expect(await textOf(kind, flipped), `${kind} at ${at}`).toBe('damaged')
  }
})

test('a match that reaches before the beginning is damage, not zeros', async () => {
  const block = hex('14 41 0500 50 6162636465')
  const frame = join(hex('04224d18 6040 82'), hex('0a000000'), block, hex('00000000'))
  expect(await textOf('lz4', frame)).toBe('damaged')
  expect(await textOf('snappy', join(SNAPPY_HEAD, hex('00 080000 00000000 05 0041 0105')))).toBe(
    'damaged',
  )
})

test('a frame that announces no size unpacks up to the limit, however well it packs', async () => {
  const unsized = (size: number) => {
    const blocks = Array.from({ length: size / 100_000 }, (_, at) => {
      const head = (100_000 << 3) | (1 << 1) | (at === size / 100_000 - 1 ? 1 : 0)
      return [head & 0xff, (head >> 8) & 0xff, (head >> 16) & 0xff, 0x61]
    })
    return Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x58, ...blocks.flat()])
  }
  expect((await tryUnpack('zstd', unsized(1_000_000))).length).toBe(1_000_000)
  expect(await tryUnpack('zstd', unsized(1_100_000))).toBe('too-large')
})
