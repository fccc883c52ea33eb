import { describe, expect, test } from 'vitest'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import { statWith } from '@/lib/znode/testing/stat'
import type { Hex64 } from '@/lib/znode/zxid'
import { judge, type Sent, type Trace } from './judge-outcome'

const BEFORE: Hex64 = '0x10'
const OURS: Hex64 = '0x12'
const NOW: Hex64 = '0x20'

const path = '/a' as ZnodePath
const wrote = (value: Uint8Array | null) => value !== null && Buffer.from(value).equals(MINE)
const MINE = Buffer.from('mine')
const THEIRS = Buffer.from('theirs')

const STAT = statWith({ czxid: '0x1', mzxid: '0x1', pzxid: '0x1', version: 3 })

const set: Sent = { op: 'set', path, version: 3, czxid: '0x1', wrote }
const create: Sent = { op: 'create', path, wrote }
const acl: Sent = { op: 'acl', path, aversion: 2, czxid: '0x1', wrote: () => undefined }
const remove: Sent = { op: 'delete', path, version: 3, czxid: '0x1' }

function trace(sent: Sent, stat: Partial<Stat> | null, data: Buffer | undefined = MINE): Trace {
  const found = stat && { stat: { ...STAT, ...stat }, isSent: wrote(data) }
  return { sent, found, parent: { ...STAT, pzxid: OURS } }
}

const unread = (sent: Sent, stat: Partial<Stat>): Trace => ({
  sent,
  found: { stat: { ...STAT, ...stat } },
  parent: null,
})

/** What was read of an ACL; `isSent`: whether it is the one sent, where that can be told. */
const traceAcl = (stat: Partial<Stat> | null, isSent?: boolean): Trace => ({
  sent: acl,
  found: stat && { stat: { ...STAT, ...stat }, ...(isSent !== undefined && { isSent }) },
  parent: null,
})

const unseen = (sent: Sent): Trace => ({ sent, found: 'unreadable', parent: null })

const quiet = (sent: Sent): Trace => ({ sent, found: null, parent: { ...STAT, pzxid: BEFORE } })

const SET: Partial<Stat> = { version: 4, mzxid: OURS }
const CREATED: Partial<Stat> = { version: 0, czxid: OURS, mzxid: OURS }

const verdictOf = (traces: Trace[], fenced = true) => {
  const verdict = judge(traces, { before: BEFORE, now: NOW, fenced })
  return verdict.kind === 'not-applied' ? verdict.code : verdict
}
const applied = (zxid: Hex64) => ({ kind: 'applied', zxid })
const unknown = { kind: 'unknown' }

describe('a single step', () => {
  test.each<[what: string, Trace, unknown]>([
    ['a set that is there', trace(set, SET), applied(OURS)],
    ['a set that is not', trace(set, {}, THEIRS), 'connection-lost'],
    ['a set that another was before', trace(set, SET, THEIRS), 'bad-version'],
    ['a set that was set over', trace(set, { version: 5 }), unknown],
    ['a set of a value that may not be read', unread(set, SET), unknown],
    ['a set of what is gone', trace(set, null), unknown],
    ['a set of what was created again', trace(set, CREATED), unknown],
    ['a creation that is there', trace(create, CREATED), applied(OURS)],
    ['a creation of what was there', trace(create, {}), 'node-exists'],
    ['a creation in a parent that did not change', quiet(create), 'connection-lost'],
    ['a creation in a parent that did', trace(create, null), unknown],
    ['a creation that was set since', trace(create, { ...CREATED, version: 1 }), unknown],
    ['a creation with another value', trace(create, CREATED, THEIRS), unknown],
    ['an ACL that is there', traceAcl({ aversion: 3 }, true), applied(NOW)],
    ['an ACL that is not', traceAcl({ aversion: 2 }, false), 'connection-lost'],
    ['an ACL that another was before', traceAcl({ aversion: 3 }, false), 'bad-version'],
    ['an ACL that was set over', traceAcl({ aversion: 4 }, true), unknown],
    ['an ACL that ZooKeeper masks', traceAcl({ aversion: 3 }), unknown],
    ['an ACL of what is gone', traceAcl(null), unknown],
    ['an ACL of what was created again', traceAcl({ czxid: OURS, aversion: 3 }, true), unknown],
    ['an ACL of what may not be seen', unseen(acl), unknown],
    ['a set of what may not be seen', unseen(set), unknown],
    ['a creation of what may not be seen', unseen(create), unknown],
    ['a deletion of what may not be seen', unseen(remove), unknown],
    ['a deletion of what is gone', trace(remove, null), applied(OURS)],
    ['a deletion of what is there', trace(remove, {}), 'connection-lost'],
    ['a deletion of what was set', trace(remove, SET), 'bad-version'],
    ['a deletion of what was created again', trace(remove, CREATED), unknown],
  ])('%s', (_, found, verdict) => {
    expect(verdictOf([found])).toEqual(verdict)
  })

  test('proves nothing by what is as before, as long as it may still land', () => {
    const asBefore = [trace(set, {}, THEIRS), quiet(create), trace(remove, {})]
    for (const found of [...asBefore, traceAcl({ aversion: 2 }, false)])
      expect(verdictOf([found], false)).toEqual(unknown)
  })
})

describe('several steps', () => {
  const nothing = trace(set, { version: 9 })

  test('one that is applied proves the others', () => {
    expect(verdictOf([nothing, trace(create, CREATED), trace(remove, null)])).toEqual(applied(OURS))
  })

  test('one that is not applied proves the others, whatever these look like', () => {
    expect(verdictOf([trace(set, SET), trace(remove, {})])).toBe('connection-lost')
    expect(verdictOf([quiet(create), trace(set, SET, THEIRS)])).toBe('bad-version')
  })

  test('values of two transactions are not those of one', () => {
    expect(verdictOf([trace(set, SET), trace(create, { ...CREATED, czxid: '0x13' })])).toEqual(
      unknown,
    )
  })

  test('what is gone proves nothing beside what cannot be told', () => {
    expect(verdictOf([nothing, trace(remove, null)])).toEqual(unknown)
    expect(verdictOf([trace(remove, null), trace(remove, null)])).toEqual(applied(OURS))
  })

  test('what is replaced was there before, which is no obstacle', () => {
    const there = { sent: create, found: { stat: STAT, isSent: false }, parent: STAT }
    expect(verdictOf([trace(remove, {}), there])).toBe('connection-lost')
    expect(verdictOf([trace(remove, {}), there], false)).toEqual(unknown)
  })
})
