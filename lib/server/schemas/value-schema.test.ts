import { afterAll, expect, test } from 'vitest'
import { Checker } from './checker'
import { firstProblem, valueSchema } from './value-schema'

const checker = new Checker()
afterAll(() => checker.close())

const port = { type: 'object', properties: { port: { type: 'integer', maximum: 65_535 } } }

/** What the check of `value` by `schema` answers; a string is the text itself. */
function check(schema: unknown, value: unknown, party = 'somebody') {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const schemas = [valueSchema('/**', JSON.stringify(schema))]
  return checker.check({ party, schemas, text, signal: new AbortController().signal })
}

test('violations carry the pointer to what breaks the schema', async () => {
  const strict = { ...port, required: ['host'] }
  expect(await check(strict, { port: 80, host: 'a' })).toEqual({ violations: [], unchecked: null })
  expect((await check(strict, { port: 70_000 })).violations).toEqual([
    { pointer: '', message: "must have required property 'host'" },
    { pointer: '/port', message: 'must be <= 65535' },
  ])
})

test('what is not JSON breaks no schema, and a byte order mark is none of it', async () => {
  expect((await check(port, '{"port": ')).violations).toEqual([])
  expect((await check(port, '\ufeff{"port": "a"}')).violations).toHaveLength(1)
})

test('draft 7 and draft 2020-12 are both understood, and nonsense is refused', async () => {
  const seven = { $schema: 'http://json-schema.org/draft-07/schema#', ...port }
  const twenty = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...port }
  for (const schema of [seven, twenty])
    expect((await check(schema, { port: 'a' })).violations).toHaveLength(1)
  const texts = [seven, { type: 'klingon' }].map((schema) => JSON.stringify(schema))
  const problem = firstProblem(texts.map((text) => valueSchema('/x', text)))
  expect(problem).toEqual({ index: 1, why: expect.stringMatching(/schema is invalid/) })
  expect(firstProblem([valueSchema('/x', texts[0] ?? '')])).toBeUndefined()
})
