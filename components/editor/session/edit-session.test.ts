import { describe, expect, test } from 'vitest'
import type { Problem } from '@/lib/api/problem'
import type { Version } from '@/lib/client/drafts/unsaved-edit'
import { PLAIN } from '@/lib/payload/lens'
import {
  clashOf,
  type EditAction,
  type EditSession,
  hasSettled,
  reduce,
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
  lens: PLAIN,
  live,
  isStored: text === 'a',
})
const BEGIN: EditAction = { type: 'begin', lens: PLAIN }
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
    const session = sessionAfter(BEGIN, typing('ab'), typing('abc', v(4)))
    expect(session.mine?.base.version).toBe(3)
    expect(session.mine?.text).toBe('abc')
  })

  test('until something is typed there is nothing to clash', () => {
    const session = sessionAfter(BEGIN, typing('a'))
    expect(session.mine).toBeUndefined()
    expect(clashOf(session, v(9), false).kind).toBe('none')
  })
})

describe('what is not saved is never replaced by an edit that comes from elsewhere', () => {
  const mine = { base: v(3), text: 'earlier', lens: PLAIN }
  const written = sessionAfter(BEGIN, typing('ab'))
  const sent = reduce(written, { type: 'saving', attempt: 'a' })

  test.each([
    ['while it is written', written],
    ['while it is being saved', sent],
    ['while it is not known whether it was saved', reduce(sent, { type: 'doubted' })],
  ])('%s', (_, session) => {
    expect(reduce(session, { type: 'undoing', mine })).toBe(session)
    expect(reduce(session, { type: 'restored', mine })).toBe(session)
  })

  test('and an editor in which nothing was typed, or all is saved, takes it', () => {
    const saved = { type: 'saved', version: 4, czxid: '0x1', isRecreated: false } as const
    for (const session of [VIEWING, sessionAfter(BEGIN), reduce(sent, saved)])
      expect(reduce(session, { type: 'undoing', mine }).mine).toEqual(mine)
  })
})

test('what was typed and taken back is no edit: nothing to review, nothing to clash', () => {
  const session = sessionAfter(BEGIN, typing('ab'), typing('a'))
  expect(session).toMatchObject({ phase: 'editing', step: 'writing', mine: undefined })
  expect(clashOf(session, v(9), false).kind).toBe('none')
  expect(sessionAfter(BEGIN, typing('ab'), typing('a'), typing('b', v(4))).mine?.base.version).toBe(
    4,
  )
})

test('what puts a value back that is there already ends; what was typed leaves its editor open', () => {
  const mine = { base: v(3), text: 'earlier', lens: PLAIN, exact: null }
  const undone = sessionAfter({ type: 'undoing', mine }, { type: 'unchanged' })
  expect(undone).toMatchObject({ phase: 'viewing', mine: undefined, isUndoing: false })
  const typed = sessionAfter(BEGIN, typing('ab'), { type: 'unchanged' })
  expect(typed).toMatchObject({ phase: 'editing', mine: undefined })
})

describe('somebody else was faster', () => {
  const session = sessionAfter(BEGIN, typing('ab'))

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

  test('a refused save opens the merge and keeps the draft', () => {
    const refused = reduce(session, { type: 'failed', problem, current: v(5) })
    expect(refused).toMatchObject({ phase: 'editing', step: 'merging', mine: { text: 'ab' } })
    expect(clashOf(refused, v(4), false)).toMatchObject({ theirs: v(5) })
    expect(clashOf(refused, v(6), false)).toMatchObject({ theirs: v(6) })
  })

  test('an unknown outcome keeps the draft and merges nothing', () => {
    const failed = reduce(session, { type: 'failed', problem, current: undefined })
    expect(failed).toMatchObject({ step: 'writing', mine: { text: 'ab' }, problem })
  })
})

test('a merge is an edit of theirs, to be reviewed before it is saved', () => {
  const session = sessionAfter(
    BEGIN,
    typing('ab'),
    { type: 'failed', problem, current: v(5) },
    { type: 'merged', text: 'abc', theirs: v(5) },
  )
  expect(session).toMatchObject({
    step: 'reviewing',
    problem: undefined,
    mine: { text: 'abc', base: { version: 5 } },
  })
  expect(clashOf(session, v(5), false).kind).toBe('none')
  expect(clashOf(session, v(6), false)).toMatchObject({ theirs: v(6) })
})

test('what cannot become bytes goes back to the editor and says why', () => {
  const session = sessionAfter(
    BEGIN,
    typing('ab'),
    { type: 'step', step: 'reviewing' },
    { type: 'saving', attempt: 'a' },
    { type: 'unsavable', refusal: 'unencodable' },
  )
  expect(session).toMatchObject({ phase: 'editing', step: 'writing', unsavable: 'unencodable' })
  expect(reduce(session, typing('abc')).unsavable).toBeUndefined()
})

test('after a save the text stays until the live value shows it', () => {
  const session = sessionAfter(
    BEGIN,
    typing('ab'),
    { type: 'saving', attempt: 'a' },
    {
      type: 'saved',
      version: 4,
      czxid: '0x1',
      isRecreated: false,
    },
  )
  expect(session.mine?.text).toBe('ab')
  expect(clashOf(session, v(4), false).kind).toBe('none')
  expect(hasSettled(session, v(3))).toBe(false)
  expect(hasSettled(session, v(4))).toBe(true)
  expect(reduce(session, { type: 'settled' })).toMatchObject({ phase: 'viewing', mine: undefined })
})

describe('a save whose outcome is unknown', () => {
  const found = { outcome: 'failed', code: 'connection-lost', version: null, czxid: null } as const
  const doubting = sessionAfter(
    BEGIN,
    typing('ab'),
    { type: 'saving', attempt: 'a' },
    { type: 'doubted' },
  )

  test('is neither saved nor failed, and what the live view shows is no clash meanwhile', () => {
    expect(doubting).toMatchObject({ phase: 'doubting', mine: { text: 'ab', attempt: 'a' } })
    expect(clashOf(doubting, v(4), false).kind).toBe('none')
  })

  test('found not applied, it leaves the draft to be saved again', () => {
    const session = reduce(doubting, { type: 'found', found })
    expect(session).toMatchObject({ phase: 'editing', found, mine: { text: 'ab' } })
    expect(session.mine?.attempt).toBeUndefined()
    expect(clashOf(session, v(4), false).kind).toBe('moved')
  })

  test('found applied, it is saved', () => {
    const saved = { type: 'saved', version: 4, czxid: '0x1', isRecreated: false } as const
    expect(reduce(doubting, saved)).toMatchObject({ phase: 'settling', saved: { version: 4 } })
  })

  test('is still unknown to a page that comes back', () => {
    const { mine } = doubting
    if (!mine) throw new Error('nothing was typed')
    expect(sessionAfter({ type: 'restored', mine }).phase).toBe('doubting')
    const kept = { ...mine, attempt: undefined }
    expect(sessionAfter({ type: 'restored', mine: kept }).phase).toBe('editing')
  })
})
