import { expect, test } from 'vitest'
import type { Interest } from '@/lib/api/interest'
import { EventLog } from '@/lib/server/live/cache/event-log'
import { ROOT, toPath, type ZnodePath } from '@/lib/znode/path'
import { Audience } from './audience'

const paths = (...names: string[]) => new Set(names.map(toPath))
const interest = (over: Partial<Interest>): Interest => ({
  nodes: paths(),
  parents: paths(),
  timeline: null,
  ...over,
})

function audience() {
  const timers: Array<() => void> = []
  const released: ZnodePath[] = []
  const calls = { unfollowed: 0 }
  const hall = new Audience(
    {
      setTimer: (callback) => timers.push(callback) - 1,
      clearTimer: (timer) => {
        if (typeof timer === 'number') timers[timer] = () => undefined
      },
    },
    {
      released: (gone) => released.push(...gone),
      unfollowed: () => {
        calls.unfollowed += 1
      },
    },
  )
  const runTimers = () => {
    for (const timer of timers.splice(0)) timer()
  }
  return { hall, released, calls, runTimers }
}

const created = (path: string) =>
  new EventLog('e').append({
    type: 'change',
    path: toPath(path),
    kind: 'created',
    stat: null,
    zxid: '0x1',
    before: null,
    unseen: 0,
    at: 0,
  })

test('a subtree is let go of when its timeline moves, and when it does not come back', () => {
  const { hall, calls, runTimers } = audience()
  const leave = hall.join('s', () => undefined)
  hall.setInterest('s', interest({ timeline: toPath('/a') }))
  expect(calls.unfollowed).toBe(1)
  hall.setInterest('s', interest({ timeline: toPath('/a'), nodes: paths('/b') }))
  expect(calls.unfollowed).toBe(1)
  leave()
  runTimers()
  expect(calls.unfollowed).toBe(2)
})

test('a new child reaches only those who opened its parent or follow its subtree', () => {
  const { hall } = audience()
  const got: string[] = []
  for (const [stream, looksAt] of [
    ['open', interest({ parents: paths('/a') })],
    ['follows', interest({ timeline: toPath('/a') })],
    ['root', interest({ timeline: ROOT })],
    ['row', interest({ nodes: paths('/a') })],
    ['elsewhere', interest({ parents: paths('/b'), timeline: toPath('/ab') })],
  ] as const) {
    hall.join(stream, () => got.push(stream))
    hall.setInterest(stream, looksAt)
  }
  hall.deliver(created('/a/x'))
  expect(got).toEqual(['open', 'follows', 'root'])
})

test('a path is released when the last stream lets go of it, a moment after it left', () => {
  const { hall, released, runTimers } = audience()
  const leave = hall.join('one', () => undefined)
  hall.setInterest('one', interest({ nodes: paths('/a') }))
  hall.join('two', () => undefined)
  hall.setInterest('two', interest({ parents: paths('/a') }))
  hall.setInterest('two', interest({}))
  expect(released).toEqual([])
  leave()
  expect(hall.knows('one')).toBe(true)
  runTimers()
  expect(hall.knows('one')).toBe(false)
  expect(released).toEqual(['/a'])
})

test('what a stream said earlier and arrives late is not taken', () => {
  const { hall } = audience()
  hall.join('one', () => undefined)
  hall.setInterest('one', interest({ nodes: paths('/a') }), { turn: 2 })
  hall.setInterest('one', interest({ nodes: paths('/b') }), { turn: 1 })
  expect([...hall.interests.of('one').nodes]).toEqual(['/a'])
  hall.setInterest('one', interest({ nodes: paths('/c') }), { turn: 3 })
  expect([...hall.interests.of('one').nodes]).toEqual(['/c'])
})

test('a stream that returns in time keeps its seat', () => {
  const { hall, released, runTimers } = audience()
  const leave = hall.join('one', () => undefined)
  hall.setInterest('one', interest({ nodes: paths('/a') }))
  leave()
  hall.join('one', () => undefined)
  runTimers()
  expect(hall.size).toBe(1)
  expect(released).toEqual([])
})

test('of one owner six streams are kept for their return, and of another its own', () => {
  const { hall } = audience()
  hall.join('other', () => undefined, '', 'bob')()
  for (let count = 0; count < 20; count++) hall.join(`${count}`, () => undefined, '', 'ann')()
  const kept = Array.from({ length: 20 }, (_, count) => `${count}`).filter((id) =>
    hall.knows(id, 'ann'),
  )
  expect(kept).toEqual(['14', '15', '16', '17', '18', '19'])
  expect(hall.knows('other', 'bob')).toBe(true)
})

test('all that is on screens has a bound, beyond which a screen is told that it is not followed', () => {
  const { hall } = audience()
  const long = (stream: number) =>
    paths(...Array.from({ length: 60 }, (_, row) => `/${stream}-${row}-${'x'.repeat(60_000)}`))
  for (let stream = 0; stream < 20; stream++) hall.join(`${stream}`, () => undefined)
  const look = (stream: number) => hall.setInterest(`${stream}`, interest({ nodes: long(stream) }))
  for (let stream = 0; stream < 17; stream++) look(stream)
  expect(() => look(17)).toThrow('Too much is on screens')
  hall.setInterest('3', interest({}))
  look(17)
  expect(hall.interests.of('17').nodes.size).toBe(60)
})

test('those with a history on the screen are told that something was recorded, once for a burst', () => {
  const { hall, runTimers } = audience()
  const told: Record<string, string[]> = { reader: [], other: [] }
  for (const [stream, frames] of Object.entries(told))
    hall.join(stream, (frame) => frames.push(new TextDecoder().decode(frame)))
  hall.setInterest('reader', interest({ history: true }))
  hall.setInterest('other', interest({}))
  for (let change = 0; change < 3; change++) hall.tellRecorded()
  runTimers()
  expect(told).toEqual({ reader: ['data: {"type":"recorded"}\n\n'], other: [] })
})

test('an interest is refused where its stream is not held: it would be told of nothing', () => {
  const { hall } = audience()
  const refused = expect.objectContaining({ code: 'unknown-stream' })
  const tell = (...teller: Parameters<typeof hall.setInterest>[2][]) =>
    hall.setInterest('one', interest({ nodes: paths('/a') }), ...teller)
  expect(() => tell()).toThrow(refused)
  expect(hall.isEmpty).toBe(true)
  const leave = hall.join('one', () => undefined, 'first', 'ada')
  expect(() => tell({ owner: 'bob' })).toThrow(refused)
  expect(() => tell({ owner: 'ada', connection: 'another' })).toThrow(refused)
  tell({ owner: 'ada', connection: 'first' })
  leave()
  expect(() => tell({ owner: 'ada', connection: 'first' })).toThrow(refused)
})

test('a stream belongs to the session that opened it, and takes nothing of another over', () => {
  const { hall, released } = audience()
  const leave = hall.join('one', () => undefined, 'first', 'ada')
  hall.setInterest('one', interest({ nodes: paths('/a') }), { owner: 'ada' })
  expect(() => hall.join('one', () => undefined, 'second', 'bob')).toThrow('unknown-stream')
  leave()
  hall.join('one', () => undefined, 'second', 'bob')
  expect(released).toEqual(['/a'])
  expect(hall.interests.of('one').nodes.size).toBe(0)
})
