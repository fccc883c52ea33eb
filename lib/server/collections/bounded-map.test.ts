import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BoundedMap } from './bounded-map'

test('it forgets the oldest beyond so many', () => {
  const recent = new BoundedMap<number, string>({ entries: 3, bytes: 100, weight: () => 1 })
  for (const key of [1, 2, 3, 1, 4]) recent.set(key, 'kept')
  expect([1, 2, 3, 4].map((key) => recent.has(key))).toEqual([true, false, true, true])
})

test('it never takes more than its bytes, and keeps the newest that fit', () => {
  const step = fc.record({
    key: fc.integer({ min: 0, max: 9 }),
    size: fc.integer({ min: 0, max: 120 }),
    does: fc.constantFrom('set', 'set', 'set', 'delete', 'clear'),
  })
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const map = new BoundedMap<number, number>({
        entries: 5,
        bytes: 100,
        weight: (_, size) => size,
      })
      let model: Array<readonly [number, number]> = []
      for (const { key, size, does } of steps) {
        if (does === 'clear') model = []
        else model = model.filter(([known]) => known !== key)
        if (does === 'set') model.push([key, size])
        while (model.length > 5 || model.reduce((sum, [, each]) => sum + each, 0) > 100)
          model.shift()
        if (does === 'set') map.set(key, size)
        else if (does === 'delete') map.delete(key)
        else map.clear()
        expect(map.size).toBe(model.length)
        for (const [known, each] of model) expect(map.get(known)).toBe(each)
      }
    }),
  )
})
