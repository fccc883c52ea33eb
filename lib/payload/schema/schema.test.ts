import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instanceOf, locateAll } from './instance'
import { jsonPlace } from './json-place'
import type { Place } from './place'
import { noteAt, suggestKeys, suggestValues } from './suggest'
import { yamlPlace } from './yaml-place'

/** The place of the mark `¦`, told shortly: kind, path, what is written, keys that are there. */
function placeIn(find: (text: string, at: number) => Place | undefined, marked: string) {
  const at = marked.indexOf('¦')
  const text = marked.replace('¦', '')
  const place = find(text, at)
  return (
    place && [
      place.kind,
      place.path.join('/'),
      text.slice(place.from, at),
      [...place.present].join(),
    ]
  )
}

test.each([
  ['{"a": 1, "p¦"}', ['key', '', '"p', 'a']],
  ['{"a": {"b": [1, {"¦, "c": 2}]}, "d": 1}', ['key', 'a/b/1', '"', 'c']],
  ['{¦}', ['key', '', '', '']],
  ['{"a": ¦}', ['value', 'a', '', '']],
  ['{"a": tr¦}', ['value', 'a', 'tr', '']],
  ['{"a": ["x", "y¦"]}', ['value', 'a/1', '"y', '']],
  ['{"a" ¦}', undefined],
  ['{"a": 1 ¦}', undefined],
  ['{"a": 1, "b": 2, ¦ "c": {"d": 3}}', ['key', '', '', 'a,b,c']],
  ['{\n  "a": "one",\n  po¦\n  "b": 1\n}', ['key', '', 'po', 'a,b']],
])('JSON: %s', (marked, expected) => {
  expect(placeIn(jsonPlace, marked)).toEqual(expected)
})

test.each([
  ['a: 1\np¦', ['key', '', 'p', 'a']],
  ['p¦\na: 1\nb:\n  c: 1\n', ['any', '', 'p', 'a,b']],
  ['a:\n  b: 1\n  ¦\n  d: 2\ne: 1\n', ['key', 'a', '', 'b,d']],
  ['a:\n  ¦\ne: 1\n', ['any', 'a', '', '']],
  ['a:\n  - b: 1\n    c¦\n', ['key', 'a/0', 'c', 'b']],
  ['a:\n- b: 1\n- ¦\n', ['any', 'a/1', '', '']],
  ['a:\n- b: 1\nc: x¦\n', ['value', 'c', 'x', '']],
  ['a: ¦', ['value', 'a', '', '']],
  ['a: | \n  b: 1\n  ¦\n', undefined],
  ['a: 1 # no¦', undefined],
  ['a: {b¦', undefined],
  ['x: 1\n---\n¦', ['any', '', '', '']],
  ['"a b":\n  c: ¦', ['value', 'a b/c', '', '']],
])('YAML: %s', (marked, expected) => {
  expect(placeIn(yamlPlace, marked)).toEqual(expected)
})

test('no text at all makes it throw', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '- ',
    'a',
    ' ',
    '\n',
    '|',
    '#',
    '\\',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.nat(40), (pieces, at) => {
      const text = pieces.join('')
      for (const find of [jsonPlace, yamlPlace])
        expect(find(text, Math.min(at, text.length))?.from ?? 0).toBeLessThanOrEqual(text.length)
    }),
  )
})

const SCHEMA = {
  type: 'object',
  required: ['port'],
  properties: {
    port: { type: 'integer', minimum: 1, maximum: 65_535, description: 'Where it listens.' },
    mode: { enum: ['active', 'standby'], default: 'standby' },
    hosts: { type: 'array', items: { $ref: '#/$defs/host' } },
    isOn: { type: 'boolean' },
    self: { $ref: '#' },
  },
  additionalProperties: { properties: { other: {} } },
  $defs: { host: { allOf: [{ properties: { name: { title: 'Name' } } }, { required: ['name'] }] } },
}

const keys = (path: Array<string | number>) =>
  suggestKeys(SCHEMA, path, new Set(['mode'])).map(
    ({ text, isRequired }) => `${text}${isRequired ? '!' : ''}`,
  )

test('keys are what the schema names, through its references', () => {
  expect(keys([])).toEqual(['port!', 'hosts', 'isOn', 'self'])
  expect(keys(['hosts', 3])).toEqual(['name!'])
  expect(keys(['self', 'self', 'hosts', 0])).toEqual(['name!'])
  expect(keys(['unknown'])).toEqual(['other'])
  expect(keys(['port'])).toEqual([])
})

test('values are what the schema lists', () => {
  const values = (path: string[]) =>
    suggestValues(SCHEMA, path).map(({ text, detail }) => `${text} ${detail}`)
  expect(values(['mode'])).toEqual(['"active" ', '"standby" default'])
  expect(values(['isOn'])).toEqual(['true ', 'false '])
  expect(noteAt(SCHEMA, ['port'])).toEqual({
    detail: 'integer 1–65535',
    description: 'Where it listens.',
  })
})

test('a YAML text is held against a schema as the JSON it says, and its places are its own', async () => {
  const text = 'hosts:\n  - name: a # one\n    port: 99999\nempty:\nflow: {x: [1, 2]}\n'
  expect(JSON.parse((await instanceOf('yaml', text)) ?? '')).toEqual({
    hosts: [{ name: 'a', port: 99_999 }],
    empty: null,
    flow: { x: [1, 2] },
  })
  const pointers = ['/hosts/0/port', '/empty', '/flow/x/1', '/hosts/0/none', '']
  const spans = await locateAll('yaml', text, pointers)
  expect(spans.slice(0, 4).map(({ start, end }) => text.slice(start, end).trim())).toEqual([
    '99999',
    'empty',
    '2',
    'name: a # one\n    port: 99999',
  ])
  expect(spans[4]?.start).toBe(0)
})

test('a YAML text that is broken, has several documents or swells is held against nothing', async () => {
  const bomb = ['a0: &a0 [x, x]']
  for (let level = 1; level < 40; level++)
    bomb.push(`a${level}: &a${level} [*a${level - 1}, *a${level - 1}]`)
  for (const text of ['a: [', 'a: 1\n---\nb: 2\n', '', bomb.join('\n')])
    expect(await instanceOf('yaml', text)).toBeUndefined()
})

test('what is no schema, or refers to itself without end, suggests nothing', () => {
  for (const schema of [
    null,
    true,
    1,
    'x',
    [],
    { $ref: '#' },
    { $ref: '#/a/b' },
    { properties: 1, items: 2 },
  ])
    expect(suggestKeys(schema, ['a', 0, 'b'], new Set())).toEqual([])
  expect(suggestKeys({ properties: { a: {} } }, ['toString', 'constructor'], new Set())).toEqual([])
})
