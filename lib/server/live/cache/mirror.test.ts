import { expect, test } from 'vitest'
import { NO_INTEREST } from '@/lib/api/interest'
import { toPath } from '@/lib/znode/path'
import type { Presence } from '@/lib/znode/stat'
import { statWith } from '@/lib/znode/testing/stat'
import { NO_HINTS } from './classify'
import type { LoggedMessage } from './event-log'
import { InterestIndex } from './interest-index'
import { Mirror } from './mirror'

const PATH = toPath('/lock')

/** The mirror of a znode that somebody looks at and that is absent or hidden, and what it tells. */
function mirror(stat: Presence = null) {
  const interests = new InterestIndex()
  interests.replace('stream', { ...NO_INTEREST, nodes: new Set([PATH]) })
  const told: LoggedMessage[] = []
  const mirror = new Mirror({
    interests,
    pending: { takeHints: () => NO_HINTS },
    emit: (message) => told.push(message),
    wallClock: () => 0,
  })
  mirror.learn(PATH, { stat, zxid: '0x10' })
  return { mirror, told }
}

test('what somebody was shown, and is absent again when it is read, is told to be gone', () => {
  const { mirror: it, told } = mirror()
  it.shown(PATH, { stat: statWith(), zxid: '0x12' })
  it.learn(PATH, { stat: null, zxid: '0x11' })
  expect(told).toEqual([])
  it.learn(PATH, { stat: null, zxid: '0x13' })
  expect(told).toMatchObject([{ kind: 'deleted', path: PATH, zxid: '0x13' }])
  it.learn(PATH, { stat: null, zxid: '0x14' })
  expect(told).toHaveLength(1)
})

test('what somebody was shown before it was found absent needs no telling', () => {
  const { mirror: it, told } = mirror()
  it.shown(PATH, { stat: statWith(), zxid: '0x0f' })
  it.learn(PATH, { stat: null, zxid: '0x13' })
  expect(told).toEqual([])
})

test('what came and was hidden before it was read is told as created, also where somebody was shown it', () => {
  const { mirror: it, told } = mirror(null)
  told.length = 0
  it.shown(PATH, { stat: statWith(), zxid: '0x12' })
  it.learn(PATH, { stat: 'unreadable', zxid: '0x13' })
  expect(told).toMatchObject([{ kind: 'created', path: PATH, stat: 'unreadable' }])
})

test('what somebody was shown while its ACL did not hide it, and is hidden again, is told to be', () => {
  const { mirror: it, told } = mirror('unreadable')
  told.length = 0
  it.shown(PATH, { stat: statWith(), zxid: '0x12' })
  it.learn(PATH, { stat: 'unreadable', zxid: '0x13' })
  expect(told).toMatchObject([{ kind: 'acl', path: PATH, stat: 'unreadable' }])
  it.learn(PATH, { stat: 'unreadable', zxid: '0x14' })
  expect(told).toHaveLength(1)
})
