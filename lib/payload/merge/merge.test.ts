import { describe, expect, test } from 'vitest'
import type { Format } from '@/lib/payload/detect'
import { take } from '@/lib/payload/testing/merges'
import { merge } from './merge'
import { mergeText } from './merge-text'
import { bothOf, conflictsIn, join } from './pieces'

/** The merged text where nothing is asked, else what is asked. */
async function merged(format: Format, base: string, mine: string, theirs: string) {
  const { pieces } = await merge(format, base, mine, theirs)
  const asked = conflictsIn(pieces).map(({ path, values, mine, theirs }) =>
    path && values
      ? [path.map((step) => step.replace('\0' + '1', '')).join('.'), values.mine, values.theirs]
      : [mine, theirs],
  )
  return asked.length > 0 ? asked : join(pieces, [])
}

test('both can be taken of lines, each on its own', async () => {
  const [atEnd] = conflictsIn(mergeText('a', 'mine', 'theirs'))
  expect(atEnd && bothOf(atEnd)).toBe('mine\ntheirs')
  const [value] = conflictsIn((await merge('json', '{"a":1}', '{"a":2}', '{"a":3}')).pieces)
  expect(value && bothOf(value)).toBeUndefined()
})

test('a key whose comment alone both changed is asked with its comment, not with one value twice', async () => {
  const { pieces } = await merge(
    'yaml',
    'a: 1\n# b: 2\nc: 3\n',
    'a: 1\nb: 2\nc: 3\n',
    'a: 1\n# b: 3\nc: 3\n',
  )
  const [asked] = conflictsIn(pieces)
  expect(asked?.values).toBeUndefined()
  expect(asked?.theirs).toContain('# b: 3')
})

const SEVEN: [string, Format, string, string, string][] = [
  ['JSON', 'json', '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}\n', '  "T": 5,\n', '  "T": 9,\n'],
  ['YAML', 'yaml', 'a: 1\nb: 2\nc: 3\nd: 4\n', 'T: 5\n', 'T: 9\n'],
  ['properties', 'properties', 'a=1\nb=2\nc=3\nd=4\n', 'T=5\n', 'T=9\n'],
  ['TOML', 'toml', 'a = 1\nb = 2\nc = 3\nd = 4\n', 'T = 5\n', 'T = 9\n'],
  ['INI', 'ini', '[s]\na=1\nb=2\nc=3\nd=4\n', 'T=5\n', 'T=9\n'],
  ['XML', 'xml', '<r>\n  <a/>\n  <b/>\n  <c/>\n</r>\n', '  <T>5</T>\n', '  <T>9</T>\n'],
  ['.env', 'properties', 'A=1\nB=2\nC=3\nD=4\n', 'T=5\n', 'T=9\n'],
]

test.each(SEVEN)(
  '%s: a key that both added is asked about, wherever each put it',
  async (...given) => {
    const [, format, base, ours, others] = given
    const lines = base.split(/(?<=\n)/)
    const first = /^[{<[]/.test(base) ? 1 : 0
    const mine = lines.toSpliced(first, 0, ours).join('')
    const theirs = lines.toSpliced(-2, 0, others).join('')
    const { pieces, proof } = await merge(format, base, mine, theirs)
    const [asked, ...more] = conflictsIn(pieces)
    expect(proof).toBe('keys')
    expect(more).toEqual([])
    expect(asked?.path?.at(-1)).toMatch(/^T\0/)
    expect(asked?.values?.mine).toContain('5')
    expect(asked?.values?.theirs).toContain('9')
    for (const side of ['mine', 'theirs'] as const)
      expect(take(side, pieces)?.match(/T\b.*[59]/g)).toHaveLength(1)
  },
)

describe('by keys', () => {
  test('different keys on one line fit together', async () => {
    expect(
      await merged(
        'json',
        '{"a":1,"b":{"x":1,"y":2},"c":[1]}',
        '{"a":9,"b":{"x":1,"y":2},"c":[1],"mine":true}',
        '{"a":1,"b":{"x":1,"y":3},"c":[1,2]}',
      ),
    ).toBe('{"a":9,"b":{"x":1,"y":3},"c":[1,2],"mine":true}')
  })

  test('the layout is theirs, and numbers keep every digit', async () => {
    const base = '{"id": 12345678901234567890, "a": 1}'
    const mine = '{"id": 12345678901234567891, "a": 1, "n": []}'
    const theirs = '{\n  "id": 12345678901234567890,\n  "a": 2\n}\n'
    expect(await merged('json', base, mine, theirs)).toBe(
      '{\n  "id": 12345678901234567891,\n  "a": 2,\n  "n": []\n}\n',
    )
  })

  test('one key changed twice is a conflict of that value alone', async () => {
    const { pieces } = await merge('json', '{"a":1,"b":1}', '{"a":2,"b":1}', '{"a":3,"b":4}')
    expect(conflictsIn(pieces)).toMatchObject([
      { unit: 'value', base: '1', mine: '2', theirs: '3', path: ['a\0' + '1'] },
    ])
    expect(join(pieces, ['2'])).toBe('{"a":2,"b":4}')
  })

  test('members that were removed stay removed, and one that was also changed is asked about', async () => {
    expect(await merged('json', '{"a":1,"b":2,"c":3}', '{"c":3}', '{"a":1,"b":2,"c":4}')).toBe(
      '{"c":4}',
    )
    expect(await merged('json', '{"a":1}', '{}', '{ "a":1, "b":2 }')).toBe('{ "b":2 }')
    expect(await merged('json', '{"a":1}', '{}', '{"a":2}')).toEqual([['a', undefined, '2']])
    const { pieces } = await merge('json', '{"a":1,"b":1}', '{"b":1}', '{"a":2,"b":1}')
    expect([take('mine', pieces), take('theirs', pieces)]).toEqual(['{"b":1}', '{"a":2,"b":1}'])
  })

  test.each<[string, Format, string, string, string, unknown]>([
    [
      'one deletes a section, the other edits in it',
      'ini',
      '[a]\nx=1\n[b]\ny=1\n',
      '[b]\ny=1\n',
      '[a]\nx=2\n[b]\ny=1\n',
      [['a', undefined, 'x=2']],
    ],
    [
      'one renames a parent, the other edits below it',
      'yaml',
      'server:\n  host: a\n  port: 1\nb: 1\n',
      'srv:\n  host: a\n  port: 1\nb: 1\n',
      'server:\n  host: a\n  port: 2\nb: 1\n',
      [['server', undefined, 'host: a\n  port: 2']],
    ],
    [
      'one moves a key, the other edits it',
      'yaml',
      'a:\n  x: 1\nb:\n  y: 1\n',
      'a: {}\nb:\n  y: 1\n  x: 1\n',
      'a:\n  x: 2\nb:\n  y: 1\n',
      [['a', '{}', 'x: 2']],
    ],
    [
      'one reorders, the other edits',
      'toml',
      'a = 1\nb = 2\nc = 3\n',
      'c = 3\na = 1\nb = 2\n',
      'a = 1\nb = 20\nc = 3\n',
      'c = 3\na = 1\nb = 20\n',
    ],
    [
      'both change one list',
      'yaml',
      'l: [1, 2]\nx: 1\n',
      'l: [1, 2, 3]\nx: 1\n',
      'l: [0, 1, 2]\nx: 2\n',
      [['l', '[1, 2, 3]', '[0, 1, 2]']],
    ],
    [
      'both add another key in one place',
      'properties',
      'a=1\n# about b\nb=1\n',
      'a=1\n# mine\nm=1\n# about b\nb=1\n',
      'a=1\nt=1\n# about b\nb=1\n',
      'a=1\n# mine\nm=1\nt=1\n# about b\nb=1\n',
    ],
    [
      'one comments, the other edits the same key',
      'yaml',
      'a: 1\nb: 2\n',
      'a: 1 # why\nb: 2\n',
      'a: 9\nb: 2\n',
      'a: 9 # why\nb: 2\n',
    ],
    [
      'one changes an anchor, the other what uses it',
      'yaml',
      'a: &x\n  p: 1\nb:\n  <<: *x\n  q: 1\nc: 1\n',
      'a: &x\n  p: 2\nb:\n  <<: *x\n  q: 1\nc: 1\n',
      'a: &x\n  p: 1\nb:\n  <<: *x\n  p: 3\n  q: 1\nc: 1\n',
      [
        ['  p: 2\n', '  p: 1\n'],
        ['', '  p: 3\n'],
      ],
    ],
    [
      'attributes and elements',
      'xml',
      '<r a="1"><p><name>x</name><v>1</v></p><p><name>y</name><v>1</v></p></r>',
      '<r a="2"><p><name>x</name><v>2</v></p><p><name>y</name><v>1</v></p></r>',
      '<r a="1" b="1"><p><name>x</name><v>1</v></p><p><name>y</name><v>3</v></p></r>',
      '<r a="2" b="1"><p><name>x</name><v>2</v></p><p><name>y</name><v>3</v></p></r>',
    ],
    [
      'both set one key under two spellings',
      'yaml',
      'a: 1\nb: 1\nc: 1\n',
      'yes: 2\na: 1\nb: 1\nc: 1\n',
      'a: 1\nb: 1\nc: 1\ntrue: 3\n',
      [
        ['yes: 2\n', ''],
        ['', 'true: 3\n'],
      ],
    ],
    [
      'both set one key, in another case',
      'ini',
      '[s]\na=1\nb=1\nc=1\n',
      '[s]\nT=1\na=1\nb=1\nc=1\n',
      '[s]\na=1\nb=1\nc=1\nt=2\n',
      [
        ['T=1\n', ''],
        ['', 't=2\n'],
      ],
    ],
    [
      'both change a value of several lines, each another of them',
      'properties',
      'A="x\nk\ny=1\nz"\nB=1\n',
      'A="x\nk\ny=2\nz"\nB=1\n',
      'A="w\nk\ny=1\nz"\nB=1\n',
      [
        ['A="x\n', 'A="w\n'],
        ['y=2\n', 'y=1\n'],
      ],
    ],
  ])('%s', async (_, format, base, mine, theirs, expected) => {
    expect(await merged(format, base, mine, theirs)).toEqual(expected)
  })

  test('what cannot be read is not merged: each change is asked about', async () => {
    const { pieces, proof } = await merge('yaml', 'a: [\nb\nc\n', 'x: [\nb\nc\n', 'a: [\nb\nd\n')
    expect(proof).toBe('nothing')
    expect(conflictsIn(pieces)).toMatchObject([
      { base: 'a: [\n', mine: 'x: [\n', theirs: 'a: [\n' },
      { base: 'c\n', mine: 'c\n', theirs: 'd\n' },
    ])
  })

  test('text without a format is merged by lines, but never so that a name stands there twice', async () => {
    expect(await merged('text', 'a\nb\nc\n', 'x\nb\nc\n', 'a\nb\ny\n')).toBe('x\nb\ny\n')
    expect(
      await merged('text', 'a 1\nb\nc\n', 't: 1\na 1\nb\nc\n', 'a 1\nb\nc\nt: 2\n'),
    ).toHaveLength(2)
  })

  test('line ends, a byte order mark and the last line end are as the one who changed them wants', async () => {
    expect(
      await merged('yaml', 'a: 1\nb: 2\nc: 3', 'a: 1\r\nb: 2\r\nc: 4', 'a: 9\nb: 2\nc: 3\n'),
    ).toBe('a: 9\r\nb: 2\r\nc: 4\r\n')
    expect(await merged('json', '{"a":1,"b":1}\n', '\ufeff{"a":2,"b":1}\n', '{"a":1,"b":2}')).toBe(
      '\ufeff{"a":2,"b":2}',
    )
  })
})
