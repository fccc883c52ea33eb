import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeText, encodeText, lineSeparatorOf } from '@/lib/payload/charset/utf8'
import { detect } from './detect'
import { hexRow, hexRowCount } from './hex'
import { prettyJson } from './json/pretty'
import { inUnit, judgeSize, utf8Length } from './size'

const bytes = (text: string) => new TextEncoder().encode(text)
const formatOf = (text: string, name = '') => detect(bytes(text), name).format

describe('I11: bytes in equal bytes out', () => {
  test('whatever is offered as text encodes back to the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (data) => {
        const { text } = detect(data)
        if (text !== undefined) expect(encodeText(text)).toEqual(data)
      }),
    )
  })

  test('text with any mix of line ends and a byte order mark survives', () => {
    const piece = fc.constantFrom('\n', '\r\n', '\r', 'a', 'é', '😀', '\ufeff', '\t', ' ')
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1 }), (pieces) => {
        const data = bytes(pieces.join(''))
        const text = decodeText(data) ?? ''
        expect(encodeText(text)).toEqual(data)
        const separator = lineSeparatorOf(text)
        expect(text.split(separator).join(separator)).toBe(text)
      }),
    )
  })

  test('CRLF is the separator only where every line ends in it', () => {
    expect(lineSeparatorOf('a\r\nb\r\n')).toBe('\r\n')
    expect(lineSeparatorOf('a\r\nb\n')).toBe('\n')
    expect(lineSeparatorOf('a\rb\r\n')).toBe('\n')
    expect(lineSeparatorOf('a')).toBe('\n')
  })
})

describe('detect', () => {
  test('no data and empty data are different', () => {
    expect(detect(null).format).toBe('none')
    expect(detect(new Uint8Array()).format).toBe('empty')
  })

  test.each([
    ['json', '{"a": [1, 2.50, "x"]}', ''],
    ['json', '[]', ''],
    ['text', '{not json}', ''],
    ['text', '42', ''],
    ['text', 'hello world', ''],
    ['yaml', 'a: 1\nb:\n  - x\n  - y\n', ''],
    ['yaml', '# only a comment', 'flags.yaml'],
    ['properties', 'a.b=1\n# note\nc = d\n', ''],
    ['properties', 'a=1', 'gateway.properties'],
    ['xml', '<?xml version="1.0"?>\n<a><b/></a>\n', ''],
    ['text', 'host:2181', ''],
  ])('%s: %j', (format, text, name) => expect(formatOf(text, name)).toBe(format))

  test.each([
    ['gzip', [0x1f, 0x8b, 0x08, 0, 0xff]],
    ['zlib', [0x78, 0x9c, 0xff, 0xfe, 1, 2, 3]],
    ['zstd', [0x28, 0xb5, 0x2f, 0xfd, 0]],
    ['java', [0xac, 0xed, 0, 5]],
    ['binary', [0, 1, 2, 3]],
  ])('%s by its first bytes', (format, data) => {
    expect(detect(Uint8Array.from(data))).toEqual({ format, refusal: 'binary' })
  })

  test('text in another encoding is refused for that reason', () => {
    const latin1 = Uint8Array.from([...bytes('name=M'), 0xfc, ...bytes('ller and more text')])
    expect(detect(latin1).refusal).toBe('invalid-utf8')
  })
})

describe('prettyJson', () => {
  test('keeps every digit, doubled keys and their order', () => {
    expect(prettyJson('{"id":12345678901234567890,"a":1.10,"a":{},"b":[]}')).toBe(
      '{\n  "id": 12345678901234567890,\n  "a": 1.10,\n  "a": {},\n  "b": []\n}',
    )
  })

  test('agrees with JSON.stringify where that loses nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2))
      }),
    )
  })

  test('accepts exactly what JSON.parse accepts', () => {
    const piece = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', '-', '01', 'null', ' ')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const text = pieces.join('')
        const isJson = (() => {
          try {
            JSON.parse(text)
            return true
          } catch {
            return false
          }
        })()
        expect(prettyJson(text) !== undefined, text).toBe(isJson)
      }),
      { numRuns: 2_000 },
    )
  })

  test('a megabyte in one string is no trouble', () => {
    const text = JSON.stringify({ a: 'x\n'.repeat(500_000) })
    expect(prettyJson(text)?.length).toBe(text.length + 5)
  })

  test('a hostile depth is refused, not followed', () => {
    expect(prettyJson('['.repeat(100_000) + ']'.repeat(100_000))).toBeUndefined()
  })
})

test('a hex row shows sixteen bytes and what they spell', () => {
  const data = bytes('0123456789abcdef\n!')
  expect(hexRowCount(data.length)).toBe(2)
  expect(hexRow(data, 0).ascii).toBe('0123456789abcdef')
  expect(hexRow(data, 1)).toEqual({ offset: '00000010', bytes: ['0a', '21'], ascii: '.!' })
})

test('sizes: counted as UTF-8, warned from 80 %, said in a fitting unit', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(utf8Length(text)).toBe(bytes(text).length)
    }),
  )
  expect(judgeSize(799, 1_000)).toBe('fits')
  expect(judgeSize(800, 1_000)).toBe('near')
  expect(judgeSize(1_000, 1_000)).toBe('near')
  expect(judgeSize(1_001, 1_000)).toBe('over')
  expect(inUnit(412)).toEqual({ value: 412, unit: 'b' })
  expect(inUnit(1_234)).toEqual({ value: 1.2, unit: 'kb' })
  expect(inUnit(999_999)).toEqual({ value: 1, unit: 'mb' })
})
