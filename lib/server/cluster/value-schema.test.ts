import { expect, test } from 'vitest'
import { valueSchema } from './value-schema'

const port = { type: 'object', properties: { port: { type: 'integer', maximum: 65_535 } } }

test('violations carry the pointer to what breaks the schema', () => {
  const { check } = valueSchema('/config/*', { ...port, required: ['host'] })
  expect(check({ port: 80, host: 'a' })).toEqual([])
  expect(check({ port: 70_000 })).toEqual([
    { pointer: '', message: "must have required property 'host'" },
    { pointer: '/port', message: 'must be <= 65535' },
  ])
})

test('draft 7 and draft 2020-12 are both understood, and nonsense is refused', () => {
  const seven = { $schema: 'http://json-schema.org/draft-07/schema#', ...port }
  const twenty = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...port }
  for (const schema of [seven, twenty])
    expect(valueSchema('/x', schema).check({ port: 'a' })).toHaveLength(1)
  expect(() => valueSchema('/x', { type: 'klingon' })).toThrow()
})
