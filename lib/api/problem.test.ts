import { describe, expect, test } from 'vitest'
import { ERROR_CODES, ZnodeError } from '@/lib/znode/znode-error'
import { Problem, toProblem } from './problem'

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
