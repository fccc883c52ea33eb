import { expect, test } from 'vitest'
import { statWith } from '@/lib/znode/testing/stat'
import { wentBack } from './went-back'

const at = (zxid: `0x${string}`, over: Parameters<typeof statWith>[0] | null) => ({
  zxid,
  stat: over ? statWith(over) : null,
})
const known = at('0xd', { czxid: '0x2', mzxid: '0xb', pzxid: '0x2' })

test('an older state at a later zxid proves that the data went back', () => {
  expect(wentBack(known, at('0xe', { czxid: '0x2', mzxid: '0x3', pzxid: '0x2' }))).toBe(true)
  expect(wentBack(known, at('0xe', { czxid: '0x1', mzxid: '0xb', pzxid: '0x2' }))).toBe(true)
})

test('so does a znode that was gone, and is there again as it was before', () => {
  expect(wentBack(at('0xd', null), at('0xe', { czxid: '0x3' }))).toBe(true)
  expect(wentBack(at('0xd', null), at('0xe', { czxid: '0xe' }))).toBe(false)
})

test('a server that lags behind proves nothing, nor does a deletion', () => {
  expect(wentBack(known, at('0xc', { czxid: '0x2', mzxid: '0x3', pzxid: '0x2' }))).toBe(false)
  expect(wentBack(known, at('0xe', null))).toBe(false)
  expect(wentBack(known, { ...known, zxid: '0xe' })).toBe(false)
})
