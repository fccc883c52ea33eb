import { describe, expect, test } from 'vitest'
import type { Problem } from '@/lib/api/problem'
import {
  clashOf,
  type EditAction,
  type EditSession,
  hasSettled,
  reduce,
  type Version,
  VIEWING,
} from './edit-session'

const v = (version: number, czxid: `0x${string}` = '0x1'): Version => ({
  data: null,
  version,
  czxid,
})
const typing = (text: string, live = v(3)): EditAction => ({
  type: 'typed',
  text,
  live,
  liveText: 'a',
})
const problem: Problem = {
  type: 'about:blank',
  status: 409,
  code: 'bad-version',
  title: 'Someone changed this znode first',
  retriable: false,
}

function sessionAfter(...actions: EditAction[]): EditSession {
  return actions.reduce(reduce, VIEWING)
}

describe('I3: an edit knows what the person saw', () => {
  test('the base is what was on screen at the first keystroke, and stays it', () => {
    const session = sessionAfter({ type: 'begin' }, typing('ab'), typing('abc', v(4)))
    expect(session.mine?.base.version).toBe(3)
    expect(session.mine?.text).toBe('abc')
  })

  test('until something is typed there is nothing to clash', () => {
    const session = sessionAfter({ type: 'begin' }, typing('a'))
    expect(session.mine).toBeUndefined()
    expect(clashOf(session, v(9), false).kind).toBe('none')
  })
})

describe('somebody else was faster', () => {
  const session = sessionAfter({ type: 'begin' }, typing('ab'))

  test('a newer version is a clash, an older or equal one is not', () => {
    expect(clashOf(session, v(4), false)).toEqual({
      kind: 'moved',
      theirs: v(4),
      isRecreated: false,
    })
    expect(clashOf(session, v(3), false).kind).toBe('none')
    expect(clashOf(session, v(2), false).kind).toBe('none')
  })

  test('a later incarnation is one, whatever its version', () => {
    expect(clashOf(session, v(0, '0x2'), false)).toMatchObject({ kind: 'moved', isRecreated: true })
    expect(clashOf(session, undefined, true)).toEqual({ kind: 'gone' })
  })

  test('a refused save opens the comparison and keeps the draft', () => {
    const refused = reduce(session, { type: 'failed', problem, current: v(5) })
    expect(refused).toMatchObject({ phase: 'editing', isComparing: true, mine: { text: 'ab' } })
    expect(clashOf(refused, v(4), false)).toMatchObject({ theirs: v(5) })
    expect(clashOf(refused, v(6), false)).toMatchObject({ theirs: v(6) })
  })

  test('an unknown outcome keeps the draft and compares nothing', () => {
    const failed = reduce(session, { type: 'failed', problem, current: undefined })
    expect(failed).toMatchObject({ isComparing: false, mine: { text: 'ab' }, problem })
  })
})

test('after a save the text stays until the live value shows it', () => {
  const session = sessionAfter(
    { type: 'begin' },
    typing('ab'),
    { type: 'saving' },
    {
      type: 'saved',
      version: 4,
      czxid: '0x1',
    },
  )
  expect(session.mine?.text).toBe('ab')
  expect(clashOf(session, v(4), false).kind).toBe('none')
  expect(hasSettled(session, v(3))).toBe(false)
  expect(hasSettled(session, v(4))).toBe(true)
  expect(reduce(session, { type: 'settled' })).toMatchObject({ phase: 'viewing', mine: undefined })
})
