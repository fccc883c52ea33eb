import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Format } from '@/lib/payload/detect'
import { compareMeaning } from './compare'
import { spellPath } from './meaning'

const compare = (format: Format, before: string, after: string) =>
  compareMeaning(format, { before, after, kind: 'text' })

async function changes(format: Format, before: string, after: string) {
  const found = await compare(format, before, after)
  return found?.changes.map(({ path, before: was, after: is, isForSome }) => [
    spellPath(path),
    was,
    is,
    ...(isForSome ? ['for some readers'] : []),
  ])
}

test('layout says nothing; another order of keys and other comments are told as that', async () => {
  const json = await compare('json', '{"a":1,"b":[1,2]}', '{\n  "a": 1,\n  "b": [1, 2]\n}')
  expect(json).toMatchObject({ changes: [], reordered: [], rest: 'blanks' })
  const yaml = await compare('yaml', 'a: 1\n# note\nb: [x, y]\n', 'b:\n  - x\n  - y\na: 1\n')
  expect(yaml).toMatchObject({ changes: [], reordered: [[]], hasOtherComments: true })
  const xml = await compare('xml', '<a><b/></a>', '<a>\n  <b/>\n</a>')
  expect(xml).toMatchObject({ changes: [], rest: 'between' })
  const spelled = await compare('toml', 'a = "b"\n', "a = 'b'\n")
  expect(spelled).toMatchObject({ changes: [], hasOtherComments: false, rest: 'spelling' })
})

test.each<[Format, string, string, string[][]]>([
  ['yaml', 'p: "[80, 443]"', 'p: [80, 443]', [['p', '"[80, 443]"', '[80, 443]']]],
  ['yaml', 'p: !vault abc', 'p: abc', [['p', '!vault abc', 'abc']]],
  ['yaml', 'a: &x 1\nb: *x', 'a: &x 1\nb: 1', [['b', '*x', '1']]],
  ['yaml', 'a: 1\na: 2', 'a: 1\na: 3', [['a#2', '2', '3']]],
  [
    'yaml',
    'a: 1\na: 2',
    'a: 2\na: 1',
    [
      ['a', '1', '2'],
      ['a#2', '2', '1'],
    ],
  ],
  ['yaml', 'c: NO', 'c: "NO"', [['c', 'NO', '"NO"', 'for some readers']]],
  ['yaml', 'c: 1:30', 'c: "1:30"', [['c', '1:30', '"1:30"', 'for some readers']]],
  ['yaml', 'on: x', '"on": x', [['["\\"on\\""]', 'on: x', '"on": x', 'for some readers']]],
  ['yaml', 'c: 0777', 'c: 511', [['c', '0777', '511']]],
  [
    'yaml',
    'c: 2026-01-02',
    "c: '2026-01-02'",
    [['c', '2026-01-02', '"2026-01-02"', 'for some readers']],
  ],
  ['yaml', 'c: ~', 'c: ""', [['c', 'null', '""']]],
  ['yaml', 'a: &x 1\nb: &x 2\nc: *x', 'b: &x 2\na: &x 1\nc: *x', [['c', '*x (b)', '*x (a)']]],
  ['json', '{"a":1}', '{"a":1.0}', [['a', '1', '1.0']]],
  ['json', '{"a":0}', '{"a":-0}', [['a', '0', '-0']]],
  [
    'json',
    '{"a":1,"a":2}',
    '{"a":2}',
    [
      ['a', '1', '2'],
      ['a#2', '2', undefined as never],
    ],
  ],
  ['toml', 'a = 1', 'a = 1.0', [['a', '1', '1.0']]],
  ['toml', 'a = 2026-01-02', 'a = "2026-01-02"', [['a', '2026-01-02', '"2026-01-02"']]],
  ['ini', '[a]\nb = 1\n', '[a]\nb = "1"\n', [['a.b', '1', '"\\"1\\""']]],
  ['properties', 'a=\\u0041\n', 'a=A\n', [['a', '\\u0041', 'A', 'for some readers']]],
  ['properties', 'a=1\n', 'a=1 \n', [['a', '1', '"1 "']]],
  ['xml', '<a x="1"/>', '<a x="1" y="2"/>', [['a.@y', undefined as never, '2']]],
  ['xml', '<a>x</a>', '<a> x</a>', [['a.#text', 'x', '" x"']]],
  ['xml', '<a>x</a>', '<a><![CDATA[x]]></a>', [['a.#text', 'x', 'x (CDATA)', 'for some readers']]],
  ['xml', '<?p a?><r/>', '<?p b?><r/>', [['["?p"]', '<?p a?>', '<?p b?>']]],
])('%s: %j and %j do not say the same', async (format, before, after, expected) => {
  expect(await changes(format, before, after)).toEqual(expected)
})

test('what a parser passes over in silence is not compared by what it says', async () => {
  expect(await changes('yaml', '? [a, b]\n  more\n', '? [a, b]\n')).toBeUndefined()
})

test('what changed is told by its path', async () => {
  const before = '{"server": {"port": 8080, "old": true}, "tags": ["a", "b", "c"]}'
  const after = '{"server": {"port": 9090, "new": {"x": 1}}, "tags": ["a", "c", "d"]}'
  expect(await changes('json', before, after)).toEqual([
    ['server.port', '8080', '9090'],
    ['server.new', undefined, '{x: 1}'],
    ['server.old', 'true', undefined],
    ['tags[1]', '"b"', undefined],
    ['tags[2]', undefined, '"d"'],
  ])
  expect(await changes('yaml', 'a:\n  b c: 1\n', 'a:\n  b c: 2\n')).toEqual([
    ['a["b c"]', '1', '2'],
  ])
})

test('numbers keep every digit', async () => {
  const [before, after] = ['{"id": 12345678901234567890}', '{"id": 12345678901234567891}']
  expect(await changes('json', before, after)).toHaveLength(1)
})

test('equal values have no changes, and what is invalid is not compared', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      const [short, long] = [JSON.stringify(value), JSON.stringify(value, null, 2)]
      expect(await changes('json', short, long)).toEqual([])
    }),
    { numRuns: 50 },
  )
  expect(await changes('json', '{', '{}')).toBeUndefined()
  expect(await changes('yaml', 'a: [', 'a: 1')).toBeUndefined()
})

test('a number in quotes is a text, and quotes that change nothing are none', async () => {
  expect(await changes('yaml', 'a: 1\nb: x\n', 'a: "1"\nb: "x"\n')).toEqual([['a', '1', '"1"']])
})

test('aliases are not followed', async () => {
  const bomb = ['a0: &a0 [x, x]']
  for (let level = 1; level < 40; level++)
    bomb.push(`a${level}: &a${level} [*a${level - 1}, *a${level - 1}]`)
  expect(await changes('yaml', bomb.join('\n'), `${bomb.join('\n')}\nend: 1`)).toEqual([
    ['end', undefined, '1'],
  ])
})

test('a key that is left out is none to some readers of YAML', async () => {
  const { changes } = (await compare('yaml', 'null: 1\n', ': 1\n')) ?? {}
  expect(changes).toMatchObject([{ isForSome: true }])
})

test('a byte order mark is a part of the first key of properties, as to Java', async () => {
  const { changes } = (await compare('properties', '\ufeffa=1\nb=2\n', 'a=1\nb=2\n')) ?? {}
  expect(changes).toHaveLength(2)
  const moved = await compare('properties', '\ufeff# note\na=1\n', '\ufeffa=1\n# note\n')
  expect(moved?.changes).not.toEqual([])
})
