import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { Operation } from './operation'
import { OPERATIONS } from './operations'
import { commitChangeSet } from './restore'
import { Path } from './values'

/** A value that fits `schema`, with a path of its own at each place for one; `paths` gets them all. */
function sampleOf(schema: z.ZodType, paths: string[]): unknown {
  if (schema === Path) {
    paths.push(`/path-${paths.length}`)
    return paths.at(-1)
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return sampleOf(schema.unwrap() as z.ZodType, paths)
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(
      Object.entries<z.ZodType>(schema.shape).map(([name, of]) => [name, sampleOf(of, paths)]),
    )
  if (schema instanceof z.ZodUnion)
    return sampleOf((schema.options as z.ZodType[])[0] as z.ZodType, paths)
  if (schema instanceof z.ZodArray) return [sampleOf(schema.element as z.ZodType, paths)]
  if (schema instanceof z.ZodPipe) {
    const { in: first, out } = schema
    return sampleOf((first instanceof z.ZodTransform ? out : first) as z.ZodType, paths)
  }
  return schema instanceof z.ZodLiteral ? [...schema.values][0] : undefined
}

describe('what an operation touches', () => {
  test.each(OPERATIONS.map((each) => [each.id, each] as const))(
    '%s: every znode that a request names',
    (_, operation) => {
      const paths: string[] = []
      const [query, body] = [operation.query, operation.body].map((each) => sampleOf(each, paths))
      const { touches }: Operation = operation
      const touched = touches(query, body).map(({ path }) => path)
      expect(touched).toEqual(expect.arrayContaining(paths))
    },
  )

  test.each(OPERATIONS.map((each) => [each.id, each] as const))(
    '%s: something, where it is of a cluster',
    (_, { access, path }) => {
      expect(access === 'of-cluster').toBe(path.includes('{cluster}'))
    },
  )

  test('a change set asks for what each of its steps does, and where', () => {
    const seen = { version: 1, czxid: '0x1' }
    const body = commitChangeSet.body.parse({
      steps: [
        { op: 'create', path: '/a', data: null },
        { op: 'set', path: '/b', data: null, ...seen },
        { op: 'delete', path: '/c', ...seen },
      ],
    })
    expect(commitChangeSet.touches({}, body)).toEqual([
      { action: 'create', path: '/a' },
      { action: 'write', path: '/b' },
      { action: 'delete', path: '/c' },
    ])
  })
})
