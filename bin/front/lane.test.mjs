import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Lane } from './lane.mjs'

test('so many run at once, of one sender fewer, and each sender is served in turn', () => {
  const lane = new Lane({ atOnce: 3, ofSender: 2, waiting: 100 })
  const begun = []
  const enter = (sender, name) => lane.enter(sender, () => begun.push(name))
  const ends = [1, 2, 3, 4].map((n) => enter('greedy', `greedy ${n}`))
  expect(begun).toEqual(['greedy 1', 'greedy 2'])
  enter('modest', 'modest 1')
  expect(begun).toEqual(['greedy 1', 'greedy 2', 'modest 1'])
  enter('late', 'late 1')
  ends[0]()
  expect(begun.at(-1)).toBe('late 1')
})

test('who waits may give up, and too many do not wait', () => {
  const lane = new Lane({ atOnce: 1, ofSender: 1, waiting: 2 })
  const begun = []
  const enter = (name) => lane.enter(name, () => begun.push(name))
  const first = enter('a')
  const second = enter('b')
  enter('c')
  expect(enter('d')).toBeUndefined()
  second()
  expect(enter('e')).toBeDefined()
  first()
  expect(begun).toEqual(['a', 'c'])
})

test('when too many wait, the latest of whoever has most gives way to others, and to no own', () => {
  const lane = new Lane({ atOnce: 1, ofSender: 1, waiting: 3 })
  const begun = []
  const gone = []
  const enter = (sender, name) =>
    lane.enter(
      sender,
      () => begun.push(name),
      () => gone.push(name),
    )
  const ends = [1, 2, 3, 4].map((n) => enter('greedy', `greedy ${n}`))
  expect(enter('greedy', 'greedy 5')).toBeUndefined()
  ends.push(enter('modest', 'modest 1'))
  expect(gone).toEqual(['greedy 4'])
  expect(enter('modest', 'modest 2')).toBeUndefined()
  ends.push(enter('late', 'late 1'))
  expect(gone).toEqual(['greedy 4', 'greedy 3'])
  for (const end of ends) end()
  expect(begun).toEqual(['greedy 1', 'greedy 2', 'modest 1', 'late 1'])
})

test('a turn that ends twice gives no second one away', () => {
  const lane = new Lane({ atOnce: 1, ofSender: 1, waiting: 10 })
  const begun = []
  const enter = (name) => lane.enter(name, () => begun.push(name))
  const [first, second] = [enter('a'), enter('b')]
  enter('c')
  enter('d')
  first()
  first()
  expect(begun).toEqual(['a', 'b'])
  second()
  second()
  expect(begun).toEqual(['a', 'b', 'c'])
})

test('whatever comes and goes, nobody waits while there is room, and every turn comes', () => {
  const limits = { atOnce: 3, ofSender: 2, waiting: 1_000 }
  const step = fc.record({ sender: fc.constantFrom('a', 'b', 'c', 'd'), ends: fc.nat(3) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const lane = new Lane(limits)
      const running = []
      let entered = 0
      let begun = 0
      const endOldest = () => running.shift()?.end()
      const enter = (sender) => {
        entered += 1
        const turn = { sender, end: () => undefined }
        const end = lane.enter(sender, () => {
          begun += 1
          running.push(turn)
        })
        turn.end = end
      }
      for (const { sender, ends } of steps) {
        enter(sender)
        expect(running.length).toBeLessThanOrEqual(limits.atOnce)
        for (const { sender: each } of running)
          expect(running.filter((it) => it.sender === each).length).toBeLessThanOrEqual(2)
        for (let count = 0; count < ends; count += 1) endOldest()
      }
      while (running.length > 0) endOldest()
      expect(begun).toBe(entered)
    }),
  )
})
