import { expect, test } from 'vitest'
import { toPath } from '@/lib/znode/path'
import { EventLog, RING_BYTES, RING_SIZE } from './event-log'

const relist = (name: string) =>
  ({ type: 'children', path: toPath(`/${name}`), zxid: '0x1' }) as const

test('a stream that comes back gets exactly what it missed', () => {
  const log = new EventLog('e')
  log.append(relist('a'))
  const seen = log.position
  log.append(relist('b'))
  log.append(relist('c'))
  expect(log.since(seen)?.map(({ path }) => path)).toEqual(['/b', '/c'])
  expect(log.since(log.position)).toEqual([])
})

test('another epoch, a position out of the ring and nonsense cannot be resumed', () => {
  const log = new EventLog('e')
  for (let index = 0; index <= RING_SIZE; index++) log.append(relist('a'))
  expect(log.since('other-5')).toBeUndefined()
  expect(log.since('e-0')).toBeUndefined()
  expect(log.since('e-1')).toHaveLength(RING_SIZE)
  expect(log.since('e-99999')).toBeUndefined()
  expect(log.since('e-x')).toBeUndefined()
  expect(log.since('')).toBeUndefined()
})

test('events of long paths are kept up to eight megabytes', () => {
  const log = new EventLog('e')
  for (let index = 0; index < 500; index++) log.append(relist('x'.repeat(60_000)))
  const oldest = 500 - Math.floor(RING_BYTES / 60_100)
  expect(log.since(`e-${oldest - 5}`)).toBeUndefined()
  expect(log.since(`e-${oldest + 5}`)?.length).toBe(495 - oldest)
})

test('a frame is one data line whatever the name holds', () => {
  const { frame } = new EventLog('e').append(relist('a b“<img>'))
  const lines = new TextDecoder().decode(frame).split('\n')
  expect(lines).toHaveLength(4)
  expect(lines[0]).toBe('id: e-1')
  expect(lines[1]).toMatch(/^data: \{.*\}$/)
})
