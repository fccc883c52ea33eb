import { expect, test } from 'vitest'
import { NO_INTEREST } from '@/lib/api/interest'
import type { LoggedMessage } from '@/lib/server/live/cache/event-log'
import type { Fact } from '@/lib/server/live/cache/facts'
import { InterestIndex } from '@/lib/server/live/cache/interest-index'
import { Followers } from '@/lib/server/live/subscribers/followers'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { toPath } from '@/lib/znode/path'
import type { Presence } from '@/lib/znode/stat'
import { statWith } from '@/lib/znode/testing/stat'
import type { Hex64 } from '@/lib/znode/zxid'
import { Observer } from './observer'

const PATH = toPath('/app')
const before = statWith({ czxid: '0x1', mzxid: '0x5', pzxid: '0x5', aversion: 1 })

/** An observer of a znode that was read as `stat` at 0x10 and is what `answer` says from then on. */
async function observing(stat: Presence = before, zxid: Hex64 = '0x10') {
  let answer: Fact = { stat, zxid }
  const session = { exists: async () => ({ value: answer.stat, zxid: answer.zxid }) }
  const doubted: Fact[] = []
  const feed = {
    session: session as unknown as ZooKeeperSession,
    isCurrent: true,
    kind: 'poll' as const,
    doubt: async (_: unknown, known: Fact) => void doubted.push(known),
    supersede: () => undefined,
  }
  const interests = new InterestIndex()
  interests.replace('stream', { ...NO_INTEREST, parents: new Set([PATH]) })
  const told: LoggedMessage[] = []
  const observer = new Observer({
    interests,
    feed: () => feed,
    followers: new Followers(),
    emit: (message) => told.push(message),
    overflowed: () => undefined,
    world: { now: () => 0, setTimer: () => undefined, wallClock: () => 0 },
  })
  await observer.sweep()
  return {
    ...{ observer, doubted, told },
    reads: (next: Fact) => {
      answer = next
      return observer.sweep()
    },
  }
}

const SHOWN: ReadonlyArray<readonly [what: string, stat: Presence]> = [
  ['a list with other children', { ...before, pzxid: '0x15' }],
  ['another value', { ...before, mzxid: '0x15' }],
  ['another ACL', { ...before, aversion: 2 }],
  ['another incarnation', statWith({ czxid: '0x15', mzxid: '0x15', pzxid: '0x15' })],
  ['its absence', null],
]

for (const [what, stat] of SHOWN) {
  const shown = { stat, zxid: '0x15' } as const

  test(`${what} that another session showed is doubted when a later read is as before it`, async () => {
    const { observer, doubted, reads } = await observing()
    observer.shown(PATH, shown)
    await reads({ stat: before, zxid: '0x14' })
    expect(doubted).toEqual([])
    await reads({ stat: before, zxid: '0x18' })
    expect(doubted).toEqual([shown])
  })

  test(`${what} that arrives from another session after a later read was as before it is doubted`, async () => {
    const { observer, doubted, reads } = await observing()
    await reads({ stat: before, zxid: '0x18' })
    observer.shown(PATH, shown)
    expect(doubted).toEqual([shown])
  })

  test(`${what} that another session showed and a later read confirms is not doubted`, async () => {
    const { observer, doubted, reads, told } = await observing()
    observer.shown(PATH, shown)
    await reads({ stat, zxid: '0x15' })
    await reads({ stat, zxid: '0x18' })
    expect(doubted).toEqual([])
    expect(told.filter(({ type }) => type === 'change')).toHaveLength(1)
  })
}

test('what was hidden from another session, and is open with the ACL from before, is doubted', async () => {
  const { observer, doubted, reads } = await observing()
  const hidden = { stat: 'unreadable', zxid: '0x15' } as const
  observer.shown(PATH, hidden)
  await reads({ stat: before, zxid: '0x14' })
  await reads({ stat: { ...before, aversion: 3 }, zxid: '0x16' })
  expect(doubted).toEqual([])
  observer.shown(PATH, { ...hidden, zxid: '0x17' })
  await reads({ stat: { ...before, aversion: 3 }, zxid: '0x18' })
  expect(doubted).toEqual([{ ...hidden, zxid: '0x17' }])
})

test('what another session shows as older than a read before it is doubted', async () => {
  const newer = { ...before, mzxid: '0x9' } as const
  const { observer, doubted } = await observing(newer)
  observer.shown(PATH, { stat: before, zxid: '0x12' })
  expect(doubted).toEqual([{ stat: newer, zxid: '0x10' }])
})

test('what another session shows from before the last read is no news', async () => {
  const { observer, doubted, reads } = await observing({ ...before, mzxid: '0x9' })
  observer.shown(PATH, { stat: before, zxid: '0x8' })
  await reads({ stat: { ...before, mzxid: '0x9' }, zxid: '0x18' })
  expect(doubted).toEqual([])
})
