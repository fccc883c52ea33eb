import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { ERROR_CODES, ZnodeError } from '@/lib/znode/znode-error'
import { Problem, toProblem } from './problem'
import { readZnode, setZnode } from './znode'

function thrownBy(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

describe('a problem', () => {
  test.each(ERROR_CODES)('of the code %s fits the contract', (code) => {
    const problem = Problem.parse(toProblem(new ZnodeError(code, '/a', { detail: 'why' })))
    expect(problem).toMatchObject({ code, path: '/a', detail: 'why' })
    expect(problem.status).toBeGreaterThanOrEqual(400)
  })

  test('says nothing about an error nobody foresaw', () => {
    const problem = toProblem(new Error('password=hunter2 at /srv/app.js'))
    expect(problem).toMatchObject({ status: 500, code: 'internal' })
    expect(JSON.stringify(problem)).not.toContain('hunter2')
  })

  test('never carries the cause of an error', () => {
    const cause = new Error('digest ada:secret')
    expect(JSON.stringify(toProblem(new ZnodeError('no-auth', '/a', { cause })))).not.toContain(
      'ada',
    )
  })

  test('of a conflict holds what is there now, null and empty told apart', () => {
    const zero = '0x0' as const
    const stat = {
      czxid: zero,
      mzxid: zero,
      pzxid: zero,
      ctime: 0,
      mtime: 0,
      version: 1,
      cversion: 0,
      aversion: 0,
      ephemeralOwner: zero,
      dataLength: 0,
      numChildren: 0,
    }
    const of = (data: Uint8Array | null) =>
      toProblem(new ZnodeError('bad-version', '/a', { current: { data, stat } })).current
    expect(of(Buffer.from('hi'))).toEqual({ data: 'aGk=', stat })
    expect(of(new Uint8Array())).toEqual({ data: '', stat })
    expect(of(null)).toEqual({ data: null, stat })
  })
})

describe('of a request that does not parse', () => {
  test('the first of what is wrong is told, however much there is', () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, 1]))
    const keys = toProblem(thrownBy(() => readZnode.query.parse({ path: '/a', ...many })))
    expect(keys.detail?.length).toBeLessThan(500)
    const strings = z.strictObject({ list: z.array(z.string()) })
    const list = Array(1_000).fill(0)
    const issues = toProblem(thrownBy(() => strings.parse({ list })))
    expect(issues.detail?.split('\n').at(-1)).toBe('… and 980 more')
    const deep = z.record(z.string(), z.string())
    const name = 'n'.repeat(1_000_000)
    const path = toProblem(thrownBy(() => deep.parse({ [name]: 1 })))
    expect(path.detail?.length).toBeLessThan(2_100)
  })

  test('a bad path has its own code', () => {
    const problem = toProblem(thrownBy(() => readZnode.query.parse({ path: '/a/' })))
    expect(problem).toMatchObject({ status: 400, code: 'invalid-path' })
  })

  test('anything else is an invalid request that names the field, never its value', () => {
    const body = { path: '/a', data: null, version: 'hunter2', czxid: '0x1' }
    const problem = toProblem(thrownBy(() => setZnode.body.parse(body)))
    expect(problem.code).toBe('invalid-request')
    expect(problem.detail).toContain('version')
    expect(problem.detail).not.toContain('hunter2')
  })
})
