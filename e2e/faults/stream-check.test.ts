import { expect, test } from 'vitest'
import type { ClusterState } from '@/lib/api/cluster'
import type { StreamMessage } from '@/lib/api/events'
import { toPath } from '@/lib/znode/path'
import { statWith } from '@/lib/znode/testing/stat'
import { StreamCheck } from './stream-check'

const UP = { status: 'connected', since: 1_000, cause: null } as const

const LIVE = {
  state: 'live',
  feed: 'watch',
  lastContact: 20,
  latency: 1,
  readOnly: false,
  session: '0x1',
  server: null,
  zxid: '0x20',
  cause: null,
  reason: null,
  sessions: { watch: UP, read: UP, write: UP },
  servers: [],
  nextTry: null,
  unfollowed: 0,
  gap: null,
} satisfies ClusterState

const hello: StreamMessage = {
  type: 'hello',
  epoch: 'e',
  resumed: false,
  connection: 'c',
  state: LIVE,
  recent: { changes: [], gaps: [], now: 0 },
}

const change = (over: object): StreamMessage => ({
  type: 'change',
  path: toPath('/a'),
  kind: 'changed',
  stat: statWith({ mzxid: '0x20', version: 1 }),
  zxid: '0x20',
  before: null,
  unseen: 0,
  at: 0,
  ...over,
})

/** What is found when those messages come one after the other. */
function problems(...messages: ReadonlyArray<readonly [id: string, message: StreamMessage]>) {
  const check = new StreamCheck()
  check.take('e-0', JSON.stringify(hello))
  for (const [id, message] of messages) check.take(id, JSON.stringify(message))
  return check.problems
}

const later = change({ stat: statWith({ mzxid: '0x30', version: 2 }), zxid: '0x30' })
const gone = change({ kind: 'deleted', stat: null, before: statWith(), zxid: '0x40' })
const again = change({
  kind: 'created',
  stat: statWith({ czxid: '0x50', mzxid: '0x50' }),
  zxid: '0x50',
})

test('a stream in order has no problems', () => {
  expect(problems(['e-1', change({})], ['e-3', later], ['e-4', gone], ['e-9', again])).toEqual([])
})

test.each([
  ['the same id twice', ['e-1', change({})], ['e-1', later], 'e-1 came after 1'],
  ['another epoch', ['e-1', change({})], ['f-2', later], 'f-2 is not of e'],
  [
    'a change told twice',
    ['e-1', change({})],
    ['e-2', change({})],
    '/a was told twice: changed 0x20',
  ],
  ['an older state', ['e-1', later], ['e-2', change({})], '/a went back from 0x30 to 0x20'],
  [
    'an older stat in a newer state',
    ['e-1', later],
    ['e-2', change({ zxid: '0x31' })],
    'mzxid of /a went back from 0x30 to 0x20',
  ],
  [
    'an older incarnation',
    ['e-1', again],
    ['e-2', { ...later, zxid: '0x51' }],
    '/a is an older incarnation',
  ],
] as const)('%s is found', (_, first, second, problem) => {
  expect(problems(first, second)).toContain(problem)
})

test('a claim to be live without a recent answer is found', () => {
  expect(problems(['', { type: 'state', ...LIVE, lastContact: 4_001 }])).toEqual([
    'live, though the last answer is 4001 ms old',
  ])
})
