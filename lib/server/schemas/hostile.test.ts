import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Checker, type Unchecked } from './checker'
import { valueSchema } from './value-schema'

/** Time enough for what has an end, even where the machine is busy; and none for what has not. */
const patient = new Checker(5_000)
const hasty = new Checker(300)

beforeAll(() => check({ type: 'integer' }, '1'))
afterAll(() => {
  patient.close()
  hasty.close()
})

type Over = { readonly by?: Checker; readonly party?: string; readonly signal?: AbortSignal }

function check(schema: unknown, text: string, { by = patient, ...over }: Over = {}) {
  const schemas = [valueSchema('/**', JSON.stringify(schema))]
  const { signal } = new AbortController()
  return by.check({ party: 'somebody', signal, schemas, text, ...over })
}

const objects = (count: number) =>
  JSON.stringify(Array.from({ length: count }, (_, id) => ({ id, name: `name ${id}` })))

const list = (count: number, piece: string) => `[${`${piece},`.repeat(count - 1)}${piece}]`

const many = <T>(count: number, each: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => each(i))

const doubling = Object.fromEntries(
  many(30, (level) => {
    const below = { $ref: `#/$defs/n${level + 1}` }
    return [`n${level}`, level === 29 ? { type: 'string' } : { anyOf: [below, below] }]
  }),
)

/** Each a kind of work without a bound of its own: the schema, the text, and what is said of it. */
const KINDS: ReadonlyArray<readonly [string, unknown, string, Unchecked]> = [
  ['unique items', { uniqueItems: true, items: { type: 'object' } }, objects(40_000), 'too-slow'],
  ['a backtracking pattern', { pattern: '^(a+)+$' }, `"${'a'.repeat(40)}!"`, 'too-slow'],
  [
    'a backtracking pattern of keys',
    { patternProperties: { '^(\\w+\\s?)*$': {} } },
    JSON.stringify({ [`${'word '.repeat(12)}!`]: 1 }),
    'too-slow',
  ],
  [
    'a recursive reference',
    { $defs: { n: { items: { $ref: '#/$defs/n' } } }, $ref: '#/$defs/n' },
    '['.repeat(200_000) + ']'.repeat(200_000),
    'too-deep',
  ],
  ['choices that double', { $defs: doubling, $ref: '#/$defs/n0' }, '1', 'too-slow'],
  [
    'a large enum for every item',
    { items: { enum: many(3_000, (id) => [id]) } },
    list(100_000, '[2999]'),
    'too-slow',
  ],
  [
    'containment of each in each',
    { items: { contains: { enum: many(3_000, (id) => [id]) } } },
    list(40, list(3_000, '[-1]')),
    'too-slow',
  ],
  [
    'evaluated properties',
    {
      allOf: many(400, (id) => ({ patternProperties: { [`^k${id}(x*)*$`]: true } })),
      unevaluatedProperties: false,
    },
    JSON.stringify(Object.fromEntries(many(20_000, (id) => [`k${id}xxxxxxxxxxxxxxxxxxxxxxx!`, 1]))),
    'too-slow',
  ],
]

describe('a check that would take for ever is ended, said to be, and stalls nobody', () => {
  test.each(KINDS)('%s', async (_, schema, text, unchecked) => {
    const by = unchecked === 'too-slow' ? hasty : patient
    let turns = 0
    const ticking = setInterval(() => {
      turns += 1
    }, 10)
    const { unchecked: why } = await check(schema, text, { by })
    clearInterval(ticking)
    expect(why).toBe(unchecked)
    expect(turns).toBeGreaterThan(5)
  })
})

/** A million errors, each of a kind. */
const FLOODS: ReadonlyArray<readonly [string, unknown, string]> = [
  ['items', { items: { type: 'object' } }, list(900_000, '1')],
  [
    'referred items',
    { $defs: { o: { type: 'object' } }, items: { $ref: '#/$defs/o' } },
    list(900_000, '1'),
  ],
  [
    'recursive items',
    {
      $defs: { o: { type: 'object', properties: { a: { $ref: '#/$defs/o' } } } },
      items: { $ref: '#/$defs/o' },
    },
    list(100_000, '{"a":{"a":1}}'),
  ],
  [
    'unknown keys',
    { additionalProperties: false },
    `{${many(120_000, (id) => `"key${id}":1`).join(',')}}`,
  ],
  [
    'dependent schemas',
    { items: { dependentSchemas: { a: { required: ['b', 'c', 'd', 'e'] } } } },
    list(150_000, '{"a":1}'),
  ],
  [
    'names',
    { propertyNames: { maxLength: 1 } },
    `{${many(120_000, (id) => `"key${id}":1`).join(',')}}`,
  ],
]

describe('of a flood of violations the first fifty are told, at once', () => {
  test.each(FLOODS)('%s', async (_, schema, text) => {
    const { violations, unchecked } = await check(schema, text)
    expect(violations).toHaveLength(50)
    expect(unchecked).toBeNull()
  })

  test('the first one alone where errors may yet prove to be none', async () => {
    const schema = { items: { anyOf: [{ type: 'object' }, { type: 'string' }] } }
    expect((await check(schema, list(10, '1'))).violations).toHaveLength(30)
    const { violations, unchecked } = await check(schema, list(900_000, '1'))
    expect(violations[0]).toEqual({ pointer: '/0', message: 'must be object' })
    expect(unchecked).toBeNull()
  })

  test('a branch that fails in a thousand places does not make a value wrong', async () => {
    const schema = { anyOf: [{ items: { type: 'object' } }, { items: { type: 'number' } }] }
    const fine = { violations: [], unchecked: null }
    expect(await check(schema, list(1_000, '1'))).toEqual(fine)
    expect(await check({ not: schema.anyOf[0] }, list(1_000, '1'))).toEqual(fine)
    expect(await check({ if: schema.anyOf[1], else: false }, list(1_000, '1'))).toEqual(fine)
  })
})

test('errors are bounded in the code of a validator, never in a text that looks like it', async () => {
  const schema = { const: 'errors++;errors = vErrors.length;' }
  expect(await check(schema, JSON.stringify(schema.const))).toEqual({
    violations: [],
    unchecked: null,
  })
})

test('a longer text is not checked, and said not to be', async () => {
  const { violations, unchecked } = await check({ type: 'object' }, list(1_000_001, '1'))
  expect({ violations, unchecked }).toEqual({ violations: [], unchecked: 'too-large' })
})

const SLOW = [{ pattern: '^(a+)+$' }, `"${'a'.repeat(40)}!"`] as const

test('who asks for many checks waits for them alone', async () => {
  const order: string[] = []
  const note = (who: string) => () => void order.push(who)
  const one = { by: hasty, party: 'one' }
  const greedy = many(4, () => check(...SLOW, one).then(note('one')))
  await expect(check(...SLOW, one)).rejects.toMatchObject({ code: 'too-many' })
  await check({ type: 'integer' }, '1', { by: hasty, party: 'other' }).then(note('other'))
  expect(order.length).toBeLessThanOrEqual(3)
  await Promise.all(greedy)
})

test('what nobody waits for any more takes no place', async () => {
  const left = new AbortController()
  const running = check(...SLOW, { by: hasty })
  for (let time = 0; time < 3; time++) void check(...SLOW, { by: hasty, signal: left.signal })
  left.abort()
  const last = check({ type: 'integer' }, '1', { by: hasty })
  await running
  expect(await last).toEqual({ violations: [], unchecked: null })
})
