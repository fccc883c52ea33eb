import { expect, test } from 'vitest'
import { toPath, type ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import { differences, type Shown } from './compare'
import type { TrueZnode } from './truth'

const ROOT = toPath('/r')
const CHILD = toPath('/r/a')

const stat = (over: Partial<Stat> = {}): Stat => ({
  czxid: '0x10',
  mzxid: '0x11',
  pzxid: '0x10',
  ctime: 1,
  mtime: 2,
  version: 1,
  cversion: 0,
  aversion: 0,
  ephemeralOwner: '0x0',
  dataLength: 3,
  numChildren: 0,
  ...over,
})

const truth = new Map<ZnodePath, TrueZnode>([
  [ROOT, { stat: stat({ numChildren: 1 }), data: null, names: ['a'] }],
  [CHILD, { stat: stat(), data: Buffer.from('new'), names: [] }],
])

const shown = (over: Partial<Shown> = {}): Shown => ({
  rows: [ROOT, CHILD],
  stats: new Map([
    [ROOT, stat({ numChildren: 1 })],
    [CHILD, stat()],
  ]),
  lists: new Map([[ROOT, ['a']]]),
  znodes: new Map([[CHILD, { status: 'ready', data: Buffer.from('new'), stat: stat() }]]),
  ...over,
})

const found = (over: Partial<Shown>) => differences(shown(over), truth, [ROOT])

test('who shows the truth shows no difference', () => {
  expect(found({})).toEqual([])
})

test('a dropped creation is found, in the rows and in the list', () => {
  expect(found({ rows: [ROOT] })).toEqual(['rows are /r, not /r,/r/a'])
  expect(found({ lists: new Map([[ROOT, []]]) })).toEqual(['children of /r are , not a'])
})

test('a dropped deletion is found', () => {
  const gone = toPath('/r/b')
  expect(found({ rows: [ROOT, CHILD, gone] })).toEqual(['rows are /r,/r/a,/r/b, not /r,/r/a'])
  const znodes = new Map([[gone, { status: 'ready', data: null, stat: stat() }]])
  expect(found({ znodes })).toEqual(['/r/b is shown as ready, not as missing'])
})

test('every stale field of a stat is found', () => {
  const stats = new Map([[CHILD, stat({ mzxid: '0x10', mtime: 1, aversion: 1 })]])
  expect(found({ stats })).toEqual([
    'mtime of /r/a is 1, not 2',
    'mzxid of /r/a is 0x10, not 0x11',
    'aversion of /r/a is 1, not 0',
  ])
})

test('a stale value is found though its stat is new', () => {
  const znodes = new Map([[CHILD, { status: 'ready', data: Buffer.from('old'), stat: stat() }]])
  expect(found({ znodes })).toEqual(['the value of /r/a is old, not new'])
})
