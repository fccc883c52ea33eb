import fc from 'fast-check'
import { expect, test } from 'vitest'
import { validate } from './validate'

type Checked = Parameters<typeof validate>[0]

test.each<[Checked, string, number, number, string]>([
  ['json', '{\n  "a": 1,\n}', 3, 1, 'unexpected'],
  ['json', '{"a": tru}', 1, 7, 'unexpected'],
  ['json', '{"a": [1, 2', 1, 12, 'ends-early'],
  ['json', '', 1, 1, 'ends-early'],
  ['json', '{} // why', 1, 4, 'json-comments'],
  ['json', '\r\n\r\n[01]', 3, 3, 'unexpected'],
  ['yaml', 'a: 1\nb: [x\nc: 2\n', 3, 1, 'parser'],
  ['yaml', 'a: &b 1\nc: *d\n', 2, 4, 'no-anchor'],
  ['toml', 'a = 2021-02-30\n', 1, 5, 'toml-old'],
  ['ini', '[a]\n= v\n', 2, 1, 'no-pair'],
  ['xml', '<a>\n  <b></c>\n</a>', 2, 6, 'xml-closes-other'],
  ['toml', 'a = 1\nb = \n', 2, 5, 'parser'],
  ['properties', 'a=1\nb=\\u12g4\n', 2, 3, 'bad-escape'],
  ['ini', '[a]\nk=v\n[broken\n', 3, 1, 'no-pair'],
  ['hex', '00 01\n0g', 2, 1, 'not-hex'],
])('%s: %j is wrong at %i:%i', async (format, text, line, column, code) => {
  const [first] = await validate(format, text)
  expect(first).toMatchObject({ severity: 'error', line, column, code })
})

test.each<[Checked, string]>([
  ['json', '{"a": {"b": 1}, "b": 1}'],
  ['yaml', 'a: &x 1\nb: *x\n---\nc: "é"\n'],
  ['xml', '<?xml version="1.0"?>\n<!-- note -->\n<a b="c"/>\n'],
  ['toml', '[a]\nb = 9223372036854775807\nc = 2020-01-01\n'],
  ['properties', '# \\u is fine here\na=\\u00e9\nb : c\\\n  d\n'],
  ['ini', '; note\n[a]\nk = v\n  and more\nother: x\n[b] ; why\n'],
  ['yaml', 'x: &a {k: 1}\ny: &b {l: 2}\nz:\n  <<: *a\n  <<: *b\n'],
  ['yaml', '%TAG !y! tag:yaml.org,2002:\n--- !y!map\na: {b: !!str c, d}\n...\n---\n- e\n'],
  ['yaml', 'a: &p {x: 1}\nb: {<<: *p}\nc: {<<: [*p, {y: 1}]}\nd: {"<<": 1, <<: {}}\n'],
  ['hex', '00 0A\nff'],
  ['text', '{"a":'],
])('%s: %j is fine', async (format, text) => expect(await validate(format, text)).toEqual([]))

test('a key that is named twice is a warning', async () => {
  expect(await validate('json', '{"a": 1, "b": {"a": 2, "a": 3}}')).toMatchObject([
    { severity: 'warning', code: 'double-key', detail: '"a"', column: 24 },
  ])
  expect(await validate('properties', 'a=1\nb=2\na=3\n')).toMatchObject([
    { severity: 'warning', code: 'double-key', detail: 'a', line: 3, column: 1 },
  ])
})

test.each<[Checked, string]>([
  ['json', '{"a/b": 1, "a\\/b": 2}'],
  ['json', '{"\\u00e9": 1, "é": 2}'],
  ['properties', 'abcd=1\nab\\\n  cd=2\n'],
  ['properties', 'a\\ b=1\na\\u0020b=2\n'],
  ['yaml', 'on: 1\nyes: 2\n'],
  ['yaml', '010: 1\n8: 2\n'],
  ['yaml', '!!str 1: 1\n"1": 2\n'],
])('%s: a key that is spelled otherwise the second time is named twice: %j', async (...given) => {
  expect(await validate(...given)).toMatchObject([{ severity: 'warning', code: 'double-key' }])
})

test.each<[Checked, string, number, number, string]>([
  ['yaml', 'a: 1\na: 2\n', 2, 1, 'double-key'],
  ['yaml', 'a:\n  <<: 2\n', 2, 3, 'merges-no-map'],
  ['yaml', 'a: &p 1\nb: {<<: *p}\n', 2, 5, 'merges-no-map'],
  ['yaml', 'a: &p {x: 1}\nb:\n  <<: [*p, 1]\n', 3, 3, 'merges-no-map'],
  ['jsonc', '{\n  // why\n  "a": [1,],\n}', 2, 3, 'json-comments'],
  ['jsonc', '{"a": 1,}', 1, 8, 'json-comments'],
  ['json', '\ufeff{}', 1, 1, 'byte-order-mark'],
  ['properties', '\ufeffa=1\n', 1, 1, 'byte-order-mark'],
  ['yaml', 'a: 1\t\nb: 2\n', 1, 5, 'yaml-old'],
  ['yaml', 'a: &x 1\nb: &x 2\n', 2, 4, 'yaml-old'],
  ['yaml', `a: {${'k'.repeat(1_100)}: 1}\n`, 1, 1_105, 'yaml-old'],
  ['yaml', 'a:\n- [1,\n2]\n', 3, 1, 'yaml-new'],
  ['toml', 'a = {b = 1,}\n', 1, 12, 'toml-old'],
  ['toml', 'a = 07:32\n', 1, 6, 'toml-old'],
  ['toml', 'a = "\\e"\n', 1, 6, 'toml-old'],
  ['ini', '[mysqld]\nskip-name-resolve\n!includedir /etc/mysql\n', 2, 1, 'ini-mysql'],
  ['ini', '[realms]\nA = {\n  kdc = k\n}\n', 4, 1, 'ini-krb5'],
  ['ini', 'a = 1\n', 1, 1, 'ini-no-section'],
  ['ini', '[a]\nflag\n', 2, 1, 'ini-no-value'],
  ['ini', '[a]\nK = 1\n[a]\nk = 2\n', 3, 1, 'double-section'],
])('%s: %j is read by some, and warned of at %i:%i', async (format, text, line, column, code) => {
  const findings = await validate(format, text)
  expect(findings[0]).toMatchObject({ severity: 'warning', line, column, code })
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
})

test('JSON is wrong exactly where JSON.parse throws', async () => {
  const piece = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', '-', 'null', '\n')
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
      const text = pieces.join('')
      const findings = await validate('json', text)
      const hasError = findings.some(({ severity }) => severity === 'error')
      const isJson = (() => {
        try {
          JSON.parse(text)
          return true
        } catch {
          return false
        }
      })()
      expect(hasError, text).toBe(!isJson)
    }),
    { numRuns: 300 },
  )
})

test('nothing thrown at a validator makes it throw', { timeout: 30_000 }, async () => {
  const formats = ['json', 'yaml', 'xml', 'toml', 'properties', 'ini', 'hex'] as const
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(...formats),
      async (text, format) => {
        for (const { from, to, line, column } of await validate(format, text)) {
          expect(from).toBeLessThanOrEqual(to)
          expect(to).toBeLessThanOrEqual(text.length)
          expect(Math.min(line, column)).toBeGreaterThan(0)
        }
      },
    ),
    { numRuns: 150 },
  )
})

test('a hostile depth is a finding', { timeout: 60_000 }, async () => {
  for (const format of ['json', 'yaml', 'toml'] as const) {
    const prefix = format === 'toml' ? 'a = ' : ''
    const [first] = await validate(format, prefix + '['.repeat(20_000) + ']'.repeat(20_000))
    expect(first?.severity, format).toBe('error')
  }
})
