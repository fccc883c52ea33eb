import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { parseRequest } from './parse-request'
import { toProblem } from './problem'
import { readZnode, setZnode } from './znode'

function thrownBy(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

describe('of a request that does not parse', () => {
  test('the first of what is wrong is told, however much there is', () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, 1]))
    const keys = toProblem(thrownBy(() => parseRequest(readZnode.query, { path: '/a', ...many })))
    expect(keys.detail?.length).toBeLessThan(500)
    const strings = z.strictObject({ list: z.array(z.string()) })
    const list = Array(1_000).fill(0)
    const issues = toProblem(thrownBy(() => parseRequest(strings, { list })))
    expect(issues.detail?.split('\n').at(-1)).toBe('… and 980 more')
    const deep = z.record(z.string(), z.string())
    const name = 'n'.repeat(1_000_000)
    const path = toProblem(thrownBy(() => parseRequest(deep, { [name]: 1 })))
    expect(path.detail?.length).toBeLessThan(2_100)
  })

  test('only what is told is put into words', () => {
    let worded = 0
    const error = () => {
      worded += 1
      return 'no'
    }
    thrownBy(() => parseRequest(z.array(z.string({ error })), Array(9_990).fill(0)))
    expect(worded).toBe(20)
  })

  test('a bad path has its own code', () => {
    const problem = toProblem(thrownBy(() => parseRequest(readZnode.query, { path: '/a/' })))
    expect(problem).toMatchObject({ status: 400, code: 'invalid-path' })
  })

  test('anything else is an invalid request that names the field, never its value', () => {
    const body = { path: '/a', data: null, version: 'hunter2', czxid: '0x1' }
    const problem = toProblem(thrownBy(() => parseRequest(setZnode.body, body)))
    expect(problem.code).toBe('invalid-request')
    expect(problem.detail).toContain('version')
    expect(problem.detail).not.toContain('hunter2')
  })
})

test('a request that parses is what its schema makes of it', () => {
  const schema = z.strictObject({ reason: z.string().trim(), limit: z.coerce.number().default(50) })
  expect(parseRequest(schema, { reason: ' why ' })).toEqual({ reason: 'why', limit: 50 })
})
