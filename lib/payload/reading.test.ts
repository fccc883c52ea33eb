import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeAs } from './charset/charset'
import { CHARSETS } from './charset/names'
import { packingOf, readValue } from './reading'
import { formatOfText } from './text-format'
import { decodeThrough } from './through'

const bytes = (text: string) => new TextEncoder().encode(text)
const plain = (data: Uint8Array | null) => ({ packing: null, bytes: data })

test('I11: whatever is shown as text is what its lens shows', { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 60 }),
      fc.option(fc.constantFrom(...CHARSETS), { nil: undefined }),
      (data, charset) => {
        const { lens, text } = readValue(plain(data), 'x', charset ? { charset } : {})
        if (text !== undefined) expect(decodeThrough(lens, data)).toBe(text)
      },
    ),
    { numRuns: 1_000 },
  )
})

test('UTF-16 is known by its mark, anything else by choice alone', () => {
  const marked = encodeAs('utf-16le', '\ufeff{"a": 1}') ?? null
  expect(readValue(plain(marked), '', {})).toMatchObject({ format: 'json', text: '\ufeff{"a": 1}' })
  const gbk = encodeAs('gbk', '名称=中文配置') ?? null
  expect(readValue(plain(gbk), '', {}).text).toBeUndefined()
  expect(readValue(plain(gbk), '', { charset: 'gbk' })).toMatchObject({
    lens: { packing: null, charset: 'gbk' },
    text: '名称=中文配置',
  })
  expect(readValue(plain(Uint8Array.of(0xd6)), '', { charset: 'gbk' }).refusal).toBe(
    'not-in-charset',
  )
})

test('no data and empty data stay what they are, whatever was chosen', () => {
  for (const choice of [{}, { format: 'json', charset: 'gbk' } as const]) {
    expect(readValue(plain(null), '', choice).format).toBe('none')
    expect(readValue(plain(new Uint8Array()), '', choice).format).toBe('empty')
  }
})

test('a packed value is unpacked unless its reader wants it as stored', () => {
  const gzip = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0)
  expect(packingOf(gzip, {})).toBe('gzip')
  expect(packingOf(gzip, { isStored: true })).toBeNull()
  expect(packingOf(bytes('x\u009c is text'), {})).toBeNull()
  expect(readValue({ packing: 'gzip', bytes: gzip, refusal: 'damaged' }, '', {})).toMatchObject({
    lens: { packing: null, charset: 'hex' },
    refusal: 'damaged',
  })
})

describe('formats with sections', () => {
  test.each([
    ['toml', '[server]\nport = 8080\nname = "a"\n', ''],
    ['ini', '[server]\nport = 8080\nname = a b\n', ''],
    ['ini', '[server]\nport = 8080\n', 'my.ini'],
    ['toml', 'a = 1', 'pyproject.toml'],
    ['properties', 'a = 1\nb = 2', ''],
    ['ini', '; note\n[mysqld]\nport=3306\nsocket=/run/x\n', ''],
  ])('%s: %j', (format, text, name) => expect(formatOfText(text, name)).toBe(format))
})

describe('a name that promises a format is believed', () => {
  test.each([
    ['json', '{"a": 1,\n', 'x.json'],
    ['json', 'hello', 'x.JSON'],
    ['jsonc', '// why\n{"a": 1, /* one */ "b": [2,],}\n', 'x.json'],
    ['yaml', '{"a": 1}', 'x.yml'],
    ['xml', 'broken', 'x.xml'],
    ['properties', 'list = a,\\\n  b,\\\n  c\nword\n', 'x.properties'],
    ['properties', 'A="b"\n', '.env'],
    ['ini', '[mysqld]\nskip-name-resolve\n', 'my.cnf'],
    ['ini', '[tox]\nenvlist =\n    py39\n    py310\n[testenv]\ndeps =\n    pytest\n', 'tox.ini'],
    ['toml', '= broken', 'x.toml'],
    ['text', 'user nginx;\nhttp {\n}\n', 'nginx.conf'],
  ])('%s: %j in %s', (format, text, name) => expect(formatOfText(text, name)).toBe(format))
})

describe('a text without such a name is what it looks like', () => {
  test.each([
    ['jsonc', '{\n  // why\n  "a": 1\n}\n'],
    ['jsonc', '/* why */ [1, 2]\n'],
    ['text', '{ listen 80; # no JSON\n}\n'],
    ['text', '"// is a text"\n'],
    ['xml', '<配置>\n  <值/>\n</配置>\n'],
    ['xml', '<?xml version="1.0"?>\n<a>\n'],
    ['text', 'Name: a\nType: text\nDescription: one\n\nName: b\nType: text\nDescription: two\n'],
    ['yaml', 'a: 1\nb: 2\n---\na: 3\n'],
    ['properties', 'list = a,\\\n  b,\\\n  c\n'],
    ['ini', '[realms]\n  A = {\n    kdc = k:88\n  }\n'],
    ['ini', '[mysqld]\nskip-name-resolve\nport = 3306\n!includedir /etc/mysql/conf.d/\n'],
    ['ini', '[tox]\nenvlist =\n    py39\n    py310\n[testenv]\ncommands = pytest\n'],
  ])('%s: %j', (format, text) => expect(formatOfText(text)).toBe(format))
})
