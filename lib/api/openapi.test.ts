import { expect, test } from 'vitest'
import { ERROR_CODES } from '@/lib/znode/znode-error'
import { openApiDocument } from './openapi'
import { OPERATIONS } from './operations'

const document = openApiDocument()
const text = JSON.stringify(document)

/** Follows `#/components/schemas/Stat`. */
function follow(reference: string): unknown {
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document)
}

test('every operation is in the document, once', () => {
  const ids = [...text.matchAll(/"operationId":"(\w+)"/g)].map(([, id]) => id)
  expect(ids.toSorted()).toEqual(OPERATIONS.map(({ id }) => id).toSorted())
})

test('every reference leads somewhere', () => {
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference)
  expect(references.length).toBeGreaterThan(20)
  for (const reference of references) expect(follow(reference ?? ''), reference).toBeDefined()
})

test('a write says what it takes, and that the version is never -1', () => {
  expect(document).toMatchObject({
    paths: {
      '/api/clusters/{cluster}/znode': {
        put: {
          parameters: [{ name: 'cluster', in: 'path', required: true }],
          requestBody: {
            content: {
              'application/json': {
                schema: { required: ['path', 'data', 'version', 'czxid'] },
              },
            },
          },
        },
      },
    },
    components: { schemas: { Version: { minimum: 0 } } },
  })
})

test('a query parameter that may be left out says so', () => {
  const { get } = JSON.parse(text).paths['/api/clusters/{cluster}/znode']
  const required = get.parameters.map((it: { name: string; required: boolean }) => [
    it.name,
    it.required,
  ])
  expect(required).toEqual([
    ['cluster', true],
    ['path', true],
    ['floor', false],
    ['fresh', false],
  ])
})

test('the stream and the refusals have their own content types', () => {
  expect(text).toContain('"text/event-stream"')
  expect(text).toContain('"application/problem+json"')
})

test('every error code is documented', () => {
  for (const code of ERROR_CODES) expect(text).toContain(`"${code}"`)
})
