import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { eraOf, momentOf, zxidOf } from '@/lib/server/history/rows/change-position'
import { pack, unpack } from '@/lib/server/history/rows/content'
import type { VersionRow } from '@/lib/server/store/database/tables'
import type { Hex64 } from '@/lib/znode/zxid'
import { unseenBetween } from './change-rows'

const row = (kind: VersionRow['kind'], version: number | null, more: { czxid?: string } = {}) => ({
  ...{ kind, version, czxid: '0x1', aversion: version },
  ...more,
})

test('versions that nobody read are counted, and only where that can be told', () => {
  expect(unseenBetween(row('created', 0), row('changed', 3))).toBe(2)
  expect(unseenBetween(row('seen', 3), row('changed', 4))).toBe(0)
  expect(unseenBetween(row('deleted', null), row('changed', 2, { czxid: '0x9' }))).toBe(2)
  expect(unseenBetween(undefined, row('changed', 5))).toBeNull()
  expect(unseenBetween(undefined, row('created', 0))).toBe(0)
  expect(unseenBetween(row('changed', 1), row('acl', 3))).toBe(1)
  expect(unseenBetween(undefined, row('acl', 3))).toBeNull()
})

test('a later era sorts after every zxid of an earlier one', () => {
  const before = momentOf(1, '0x7fffffffffffffff')
  const after = momentOf(2, '0x1')
  expect(after > before).toBe(true)
  expect([eraOf(after), zxidOf(after)]).toEqual([2, '0x1'])
})

test('moments sort as zxids do', () => {
  const zxid = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n })
  void fc.assert(
    fc.property(zxid, zxid, (a, b) => {
      const [first, second] = [a, b].map((it) => momentOf(0, `0x${it.toString(16)}` as Hex64))
      expect((first ?? '') < (second ?? '')).toBe(a < b)
    }),
  )
})

test('a stored value comes back byte for byte', () => {
  void fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
      const value = Buffer.concat([Buffer.from(bytes), Buffer.from(bytes)])
      expect(unpack(pack(value)).equals(value)).toBe(true)
    }),
  )
})
