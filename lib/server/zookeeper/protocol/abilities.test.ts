import { expect, test } from 'vitest'
import { statWith } from '@/lib/znode/testing/stat'
import { creationStat } from './abilities'

const MADE = statWith({ czxid: '0x7', mzxid: '0x7', pzxid: '0x7', ctime: 5, mtime: 5 })

test('what a creation made is known exactly, even when it was changed before it was read', () => {
  const since = {
    mzxid: '0x9',
    pzxid: '0xa',
    mtime: 6,
    version: 2,
    cversion: 1,
    aversion: 1,
  } as const
  const found = { ...MADE, ...since, dataLength: 30, numChildren: 1 }
  const data = Buffer.from('four')
  expect(creationStat(found, '0x7', data)).toEqual({ ...MADE, dataLength: 4 })
  expect(creationStat(found, '0x7', null)).toEqual({ ...MADE, dataLength: 0 })
})

test('a znode that was deleted and created again is not what the creation made', () => {
  expect(creationStat({ ...MADE, czxid: '0x9' }, '0x7', null)).toBeUndefined()
})
