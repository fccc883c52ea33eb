import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeAs, encodeAs } from './charset/charset'
import { CHARSETS } from './charset/names'
import { COMPRESSIONS, unpackedLimit } from './compression/compression'
import { pack, unpack } from './compression/pack'
import { fromHexText, toHexDump, toHexText } from './hex-text'
import type { Lens } from './lens'
import { packedFormat } from './magic'
import { lookThrough, writeThrough } from './through'

const utf8 = (text: string) => new TextEncoder().encode(text)
const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'))

const lenses: Lens[] = [null, ...COMPRESSIONS].flatMap((packing) =>
  ([...CHARSETS, 'hex'] as const).map((charset) => ({ packing, charset })),
)

/** Written by `gzip`, Python's zlib, `zstd` and `lz4`. */
const SAMPLES = {
  gzip: hex('1f8b0800000000000403ab564a54b25230ac0500978ea1fb08000000'),
  zlib: hex('7801ab564a54b25230ac050009e50229'),
  zstd: hex('28b52ffd 0458 410000 7b2261223a20317d 7d919d79'),
  lz4: hex('04224d18 6440a7 08000080 7b2261223a20317d 00000000 79938683'),
} as const

describe('I11: saving untouched changes nothing', { timeout: 60_000 }, () => {
  test('any bytes, any lens', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom(...lenses),
        async (data, lens) => {
          const seen = await lookThrough(lens, data)
          if (!seen.ok) return
          const written = await writeThrough(lens, seen.text, data)
          expect(written).toEqual({ ok: true, data })
        },
      ),
      { numRuns: 200 },
    )
  })

  test('a packed value is not packed again, whoever packed it', async () => {
    const data = SAMPLES.gzip
    const lens: Lens = { packing: 'gzip', charset: 'utf-8' }
    const written = await writeThrough(lens, '{"a": 1}', data)
    expect(written.ok && written.data).toBe(data)
  })

  test('no data stays no data', async () => {
    for (const lens of lenses) {
      expect(await lookThrough(lens, null)).toEqual({ ok: true, text: '' })
      expect(await writeThrough(lens, '', null)).toEqual({ ok: true, data: null })
    }
  })
})

describe('charsets', () => {
  test('what decodes encodes to the same bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 100 }),
        fc.constantFrom(...CHARSETS),
        (data, charset) => {
          const text = decodeAs(charset, data)
          if (text !== undefined) expect(encodeAs(charset, text)).toEqual(data)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('a character that the charset lacks is refused, never replaced', () => {
    expect(encodeAs('latin1', 'Müller')).toEqual(hex('4dfc6c6c6572'))
    expect(encodeAs('latin1', '中')).toBeUndefined()
    expect(encodeAs('gbk', '中文')).toEqual(hex('d6d0cec4'))
    expect(encodeAs('gbk', '😀')).toBeUndefined()
    expect(encodeAs('utf-16le', 'a中')).toEqual(hex('61002d4e'))
    for (const charset of CHARSETS) expect(encodeAs(charset, '\ud800')).toBeUndefined()
  })

  test('GBK and UTF-16 are read strictly', () => {
    expect(decodeAs('gbk', hex('d6d0cec4'))).toBe('中文')
    expect(decodeAs('gbk', hex('d6'))).toBeUndefined()
    expect(decodeAs('utf-16le', hex('610062'))).toBeUndefined()
  })
})

describe('compression', { timeout: 60_000 }, () => {
  test.each(Object.entries(SAMPLES))('%s as other programs write it', async (kind, data) => {
    expect(packedFormat(data)).toBe(kind)
    const seen = await lookThrough(
      { packing: kind as keyof typeof SAMPLES, charset: 'utf-8' },
      data,
    )
    expect(seen).toEqual({ ok: true, text: '{"a": 1}' })
  })

  test.each(COMPRESSIONS)('%s: packed is read back', async (kind) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (data) => {
        const packed = await pack(kind, data, new Uint8Array())
        expect(packedFormat(packed)).toBe(kind)
        expect(await unpack(kind, packed)).toEqual(data)
      }),
      { numRuns: 25 },
    )
    const long = utf8('a line of configuration\n'.repeat(10_000))
    expect(await unpack(kind, await pack(kind, long, new Uint8Array()))).toEqual(long)
  })

  test('an edited value is packed as it was, framing included', async () => {
    const gzip = await writeThrough({ packing: 'gzip', charset: 'utf-8' }, 'new', SAMPLES.gzip)
    expect(gzip.ok && gzip.data && (await unpack('gzip', gzip.data))).toEqual(utf8('new'))
    const zstd = await writeThrough({ packing: 'zstd', charset: 'utf-8' }, 'new', SAMPLES.zstd)
    expect(zstd.ok && zstd.data && (await unpack('zstd', zstd.data))).toEqual(utf8('new'))
    const xerial = hex('82534e4150505900 00000001 00000001')
    const packed = await pack('snappy', utf8('new'), xerial)
    expect(packed.subarray(0, 8)).toEqual(xerial.subarray(0, 8))
    expect(await unpack('snappy', packed)).toEqual(utf8('new'))
  })

  test('damage is a refusal, wherever it cuts', async () => {
    for (const kind of ['gzip', 'zlib', 'lz4', 'snappy'] as const) {
      const whole = await pack(kind, utf8('a value of some length, 0123456789'), new Uint8Array())
      for (let length = 11; length < whole.length; length++) {
        const refused = await lookThrough({ packing: kind, charset: 'hex' }, whole.slice(0, length))
        const isPrefix = kind === 'snappy' && length === 10
        expect(refused.ok, `${kind} cut at ${length}`).toBe(isPrefix)
      }
    }
    for (let length = 5; length < SAMPLES.zstd.length; length++)
      expect(
        (await lookThrough({ packing: 'zstd', charset: 'hex' }, SAMPLES.zstd.slice(0, length))).ok,
      ).toBe(false)
  })

  test('a bomb is refused before it has gone off', async () => {
    const bomb = new Uint8Array(30_000_000)
    const packed = {
      gzip: await pack('gzip', bomb, new Uint8Array()),
      zlib: await pack('zlib', bomb, new Uint8Array()),
      lz4: await pack('lz4', bomb, new Uint8Array()),
      snappy: await pack('snappy', bomb, new Uint8Array()),
      zstd: zstdBomb(30_000_000),
    }
    for (const kind of COMPRESSIONS)
      expect(await lookThrough({ packing: kind, charset: 'hex' }, packed[kind]), kind).toEqual({
        ok: false,
        refusal: 'too-large',
      })
    expect(unpackedLimit(50)).toBe(1_000_000)
    expect(unpackedLimit(20_000)).toBe(2_000_000)
    expect(unpackedLimit(900_000)).toBe(10_000_000)
  })
})

/** A frame of run-length blocks: four bytes each that stand for 128 KB. */
function zstdBomb(size: number): Uint8Array {
  const block = 131_072
  const count = Math.ceil(size / block)
  const blocks = Array.from({ length: count }, (_, index) => {
    const head = (block << 3) | (1 << 1) | (index === count - 1 ? 1 : 0)
    return [head & 0xff, (head >> 8) & 0xff, (head >> 16) & 0xff, 0x61]
  })
  return Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x38, ...blocks.flat()])
}

test('bytes as digits: any layout is read, anything else is not', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (data) => {
      expect(fromHexText(toHexText(data))).toEqual(data)
      expect(fromHexText(toHexText(data).replaceAll(' ', ''))).toEqual(data)
    }),
  )
  expect(fromHexText('0')).toBeUndefined()
  expect(fromHexText('0g')).toBeUndefined()
  expect(fromHexText('0 0')).toBeUndefined()
  expect(toHexDump(utf8('0123456789abcdef!'))).toBe(
    `00000000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef
00000010  21                                               !`,
  )
})
