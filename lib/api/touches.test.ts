import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { Operation } from './operation'
import { OPERATIONS } from './operations'
import { commitChangeSet } from './restore'
import { Path } from './values'

/** Each kind of value that a list may hold: one of every member of a union. */
function alternatives(schema: z.core.$ZodType): z.ZodType[] {
  return (schema instanceof z.ZodUnion ? schema.options : [schema]) as z.ZodType[]
}

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
  if (schema instanceof z.ZodArray)
    return alternatives(schema.element).map((of) => sampleOf(of, paths))
  if (schema instanceof z.ZodUnion) return sampleOf(alternatives(schema)[0] ?? z.undefined(), paths)
  if (schema instanceof z.ZodPipe) {
    const { in: first, out } = schema
    return sampleOf((first instanceof z.ZodTransform ? out : first) as z.ZodType, paths)
  }
  return schema instanceof z.ZodLiteral ? [...schema.values][0] : undefined
}

/** A request of an operation that names a path wherever one may stand, and what it touches. */
function requested(operation: Operation) {
  const paths: string[] = []
  const [query, body] = [operation.query, operation.body].map((each) => sampleOf(each, paths))
  return { paths, touched: operation.touches(query, body) }
}

const ALL = OPERATIONS.map((each): [string, Operation] => [each.id, each])
const isOfCluster = ([, { path }]: [string, Operation]) => path.includes('{cluster}')

describe('what an operation touches', () => {
  test.each(ALL)('%s: every znode that a request names', (_, operation) => {
    const { paths, touched } = requested(operation)
    expect(touched.map(({ path }) => path)).toEqual(expect.arrayContaining(paths))
  })

  test.each(ALL.filter(isOfCluster))('%s, of a cluster: at least something', (_, operation) => {
    expect(operation.access).toBe('of-cluster')
    expect(requested(operation).touched).not.toEqual([])
  })

  test.each(ALL.filter((each) => !isOfCluster(each)))('%s, of no cluster: nothing', (_, each) => {
    expect(each.access).not.toBe('of-cluster')
    expect(requested(each).touched).toEqual([])
  })

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
