import { describe, expect, test } from 'vitest'
import type { Change, RecordedValue } from '@/lib/api/history'
import { toBase64 } from '@/lib/client/transport/base64'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import { undoOf } from './undo-of'

const bytes = (text: string) => new TextEncoder().encode(text)
const kept = (text: string): RecordedValue => ({ state: 'kept', data: toBase64(bytes(text)) })
const ABSENT: RecordedValue = { state: 'absent', data: null }
const REDACTED: RecordedValue = { state: 'redacted', data: null }
const NONE: RecordedValue = { state: 'none', data: null }

function change(given: Partial<Change>): Change {
  return {
    ...{ id: 2, path: '/a' as ZnodePath, kind: 'changed', zxid: '0x5', czxid: '0x1', version: 1 },
    ...{ value: 'kept', size: 1, aversion: 0, at: 0, away: false, person: null, reason: null },
    ...{ session: null, before: { id: 1, kind: 'created', version: 0 }, unseen: 0 },
    ...{ recreated: false, together: 1, undone: false },
    ...given,
  }
}

function now(text: string, given: Partial<Stat> = {}) {
  const stat: Stat = {
    ...{ czxid: '0x1', mzxid: '0x5', pzxid: '0x1', ctime: 0, mtime: 0, version: 1, cversion: 0 },
    ...{ aversion: 0, ephemeralOwner: '0x0', dataLength: 1, numChildren: 0 },
    ...given,
  }
  return { status: 'ready', data: bytes(text), stat, isRead: true } as const
}

const GONE = { status: 'missing', data: null, stat: null, isRead: false } as const

describe('a change of a value', () => {
  test('is undone by what it replaced, over what it made', () => {
    const found = { change: change({}), before: kept('one'), after: kept('two') }
    const after = { data: bytes('two'), version: 1, czxid: '0x1' }
    expect(undoOf(found, now('two'))).toEqual({ kind: 'edit', before: bytes('one'), after })
    expect(undoOf(found, now('three', { version: 2 }))).toEqual({
      ...{ kind: 'edit', before: bytes('one'), after },
    })
  })

  test('from no data is undone to no data, which is not the same as empty data', () => {
    const found = { change: change({}), before: NONE, after: kept('') }
    expect(undoOf(found, now(''))).toMatchObject({ kind: 'edit', before: null })
  })

  test('has nothing to undo where the znode holds again what it replaced', () => {
    const found = { change: change({}), before: kept('one'), after: kept('two') }
    expect(undoOf(found, now('one', { version: 2 }))).toEqual({ kind: 'nothing' })
    const alike = { change: change({}), before: kept('one'), after: kept('one') }
    expect(undoOf(alike, now('three', { version: 2 }))).toEqual({ kind: 'nothing' })
  })

  test('whose value was not kept cannot be undone, and says why', () => {
    const found = { change: change({}), before: REDACTED, after: kept('two') }
    expect(undoOf(found, now('two'))).toEqual({ kind: 'blocked', why: 'notKept' })
    const large = { change: change({}), before: kept('one'), after: REDACTED }
    expect(undoOf(large, now('three', { version: 2 }))?.kind).toBe('blocked')
    expect(undoOf(large, now('two'))).toMatchObject({ kind: 'edit', after: { data: bytes('two') } })
  })

  test('of a znode that is gone waits until that is undone', () => {
    const found = { change: change({}), before: kept('one'), after: kept('two') }
    expect(undoOf(found, GONE)).toEqual({ kind: 'blocked', why: 'gone' })
  })
})

describe('a creation', () => {
  const found = {
    change: change({ kind: 'created', version: 0 }),
    before: ABSENT,
    after: kept('one'),
  }

  test('is undone by deleting what is there now, unless that is another znode', () => {
    const made = { version: 0, czxid: '0x1' }
    const seventh = now('two', { version: 7 })
    expect(undoOf(found, seventh)).toEqual({ kind: 'delete', stat: seventh.stat, made })
    expect(undoOf(found, now('two', { czxid: '0x9' }))).toEqual({
      ...{ kind: 'blocked', why: 'recreated' },
    })
    expect(undoOf(found, now('two', { numChildren: 1 }))).toEqual({
      ...{ kind: 'blocked', why: 'children' },
    })
    expect(undoOf(found, GONE)).toEqual({ kind: 'nothing' })
  })
})

describe('a znode deleted and created anew in one change', () => {
  const anew = { kind: 'created', version: 0, czxid: '0x5', recreated: true } as const
  const found = { change: change(anew), before: kept('old'), after: kept('new') }
  const after = { data: bytes('new'), version: 0, czxid: '0x5' }

  test('gets back what it held before; it is never deleted', () => {
    const undone = { kind: 'edit', before: bytes('old'), after }
    expect(undoOf(found, now('new', { czxid: '0x5', version: 0 }))).toEqual(undone)
    expect(undoOf(found, now('newer', { czxid: '0x5', version: 3 }))).toEqual(undone)
  })

  test('of which nobody knows what it held is left alone', () => {
    const stat = { czxid: '0x5' as const, version: 0 }
    expect(undoOf({ ...found, before: REDACTED }, now('new', stat))).toEqual({
      ...{ kind: 'blocked', why: 'notKept' },
    })
    expect(undoOf(found, GONE)).toEqual({ kind: 'blocked', why: 'gone' })
  })
})

describe('a deletion', () => {
  const deletion = change({ kind: 'deleted', version: null })
  const found = { change: deletion, before: kept('one'), after: ABSENT }

  test('is undone by creating the znode again with what it held', () => {
    expect(undoOf(found, GONE)).toEqual({
      ...{ kind: 'create', before: bytes('one') },
      after: { data: bytes('one'), version: 0, czxid: '0x1' },
    })
    expect(undoOf(found, now('other', { czxid: '0x9' }))).toEqual({ kind: 'nothing' })
  })

  test('of a value that was not kept says so', () => {
    expect(undoOf({ ...found, before: REDACTED }, GONE)).toEqual({
      ...{ kind: 'blocked', why: 'notKept' },
    })
  })
})

test('while the znode is being read nothing is said of its undo', () => {
  const found = { change: change({}), before: kept('one'), after: kept('two') }
  expect(undoOf(found, { ...GONE, status: 'loading' })).toBeUndefined()
})

describe('a change of an ACL', () => {
  const found = { change: change({ kind: 'acl' }), before: kept('one'), after: kept('one') }
  const known = { ...found, acl: { before: [] } }

  test('is undone by the ACL from before, whatever the value is or whether it may be read', () => {
    expect(undoOf(known, now('two', { version: 7, aversion: 3 }))).toEqual({ kind: 'acl' })
    expect(undoOf(known, { ...GONE, status: 'denied' })).toEqual({ kind: 'acl' })
  })

  test('is not undone where the ACL is not known, or another znode has the path', () => {
    const why = (plan: ReturnType<typeof undoOf>) => plan?.kind === 'blocked' && plan.why
    expect(why(undoOf({ ...found, acl: { before: null } }, now('two')))).toBe('acl')
    expect(why(undoOf(known, GONE))).toBe('gone')
    expect(why(undoOf(known, now('two', { czxid: '0x9' })))).toBe('recreated')
  })
})
