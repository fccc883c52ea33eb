import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { MAX_PATH } from '@/lib/znode/path'
import { GivenAclSchema, listOf, Path } from './values'

test('of a path that is too long nothing else is looked at', () => {
  expect(Path.safeParse('/'.repeat(MAX_PATH + 1)).error?.issues).toMatchObject([
    { code: 'too_big' },
  ])
  expect(Path.safeParse('/'.repeat(MAX_PATH)).error?.issues).toMatchObject([
    { params: { code: 'invalid-path' } },
  ])
})

test('an ACL is not given with half a character, of which ZooKeeper would store another text', () => {
  const given = (scheme: string, id: string) => [{ scheme, id, permissions: ['read' as const] }]
  expect(GivenAclSchema.safeParse(given('sasl', 'a\ud800')).success).toBe(false)
  expect(GivenAclSchema.safeParse(given('\udc00', 'ada')).success).toBe(false)
  expect(GivenAclSchema.safeParse(given('sasl', 'ada 😀')).success).toBe(true)
})

describe('a list that a request holds', () => {
  const list = listOf(z.string(), { most: 3, least: 1 })

  test('is looked through up to the first entry that is wrong', () => {
    let seen = 0
    const counting = z.custom<string>((given) => {
      seen += 1
      return typeof given === 'string'
    })
    const given = ['a', ...Array(9_000).fill(0)]
    const { error } = listOf(counting, { most: 10_000 }).safeParse(given)
    expect(error?.issues.map(({ path }) => path)).toEqual([[1]])
    expect(seen).toBeLessThan(10)
  })

  test('is what it was when nothing is wrong, and has its bounds', () => {
    expect(list.parse(['a', 'b', 'c'])).toEqual(['a', 'b', 'c'])
    const codeOf = (given: unknown) => list.safeParse(given).error?.issues.map(({ code }) => code)
    expect(codeOf(['a', 'b', 'c', 'd'])).toEqual(['too_big'])
    expect([codeOf([]), codeOf('a')]).toEqual([['too_small'], ['invalid_type']])
  })

  test('is described as the list it is', () => {
    const described = z.toJSONSchema(list, { io: 'input' })
    expect(described).toMatchObject({ type: 'array', items: { type: 'string' } })
    expect(described).toMatchObject({ minItems: 1, maxItems: 3 })
  })
})
