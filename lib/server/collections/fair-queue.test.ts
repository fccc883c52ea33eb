import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FairQueue } from './fair-queue'

const party = fc.constantFrom('ann', 'bob', 'cy')

test('each party’s items come in order, none is lost and none comes twice', () => {
  fc.assert(
    fc.property(fc.array(fc.option(party)), (story) => {
      const queue = new FairQueue<string>()
      const told = new Map<string, number>()
      const taken: string[] = []
      for (const [at, who] of story.entries())
        if (who === null) taken.push(...[queue.shift()].filter((item) => item !== undefined))
        else queue.push(who, `${who} ${String(at).padStart(3, '0')}`)
      const left = queue.size
      const rest = queue.drain()
      expect(rest).toHaveLength(left)
      expect(queue.size).toBe(0)
      taken.push(...rest)
      for (const item of taken) {
        const [who = '', at] = item.split(' ')
        expect(Number(at)).toBeGreaterThan(told.get(who) ?? -1)
        told.set(who, Number(at))
      }
      expect(taken).toHaveLength(story.filter((who) => who !== null).length)
    }),
  )
})

test('who comes with one item waits for one item of each other party, however many they have', () => {
  const queue = new FairQueue<string>()
  for (let at = 0; at < 1_000; at++) queue.push('ann', `ann ${at}`)
  queue.push('bob', 'bob')
  queue.push('cy', 'cy')
  expect([queue.shift(), queue.shift(), queue.shift(), queue.shift()]).toEqual([
    'ann 0',
    'bob',
    'cy',
    'ann 1',
  ])
})

test('what is pruned takes no turn and no place', () => {
  const queue = new FairQueue<number>()
  for (const item of [1, 2, 3]) queue.push('ann', item)
  queue.push('bob', 4)
  queue.prune((item) => item !== 3)
  expect([queue.size, queue.sizeOf('ann'), queue.sizeOf('bob')]).toEqual([1, 1, 0])
  expect([queue.shift(), queue.shift()]).toEqual([3, undefined])
})

test('a party that may not have its turn keeps its place', () => {
  const queue = new FairQueue<string>()
  queue.push('ann', 'a')
  queue.push('bob', 'b')
  expect(queue.shift((who) => who !== 'ann')).toBe('b')
  expect(queue.shift((who) => who !== 'ann')).toBeUndefined()
  expect(queue.shift()).toBe('a')
})
