import { expect, test, vi } from 'vitest'
import { Turns } from './fair-scheduler'

test('a few are served at once', () => {
  const turns = new Turns()
  const served: number[] = []
  for (const reader of [1, 2, 3]) turns.take(() => served.push(reader))
  expect(served).toEqual([1, 2, 3])
})

test('many are served in order, and others have their turn in between', async () => {
  const turns = new Turns()
  const readers = Array.from({ length: 500 }, (_, index) => index)
  const served: number[] = []
  for (const reader of readers) turns.take(() => served.push(reader))
  const between = await new Promise<number>((resolve) => {
    setImmediate(() => setImmediate(() => resolve(served.length)))
  })
  expect(between).toBeLessThan(readers.length)
  await vi.waitFor(() => expect(served).toEqual(readers))
})

test('who waits already is served once, and nobody is served before him', async () => {
  const turns = new Turns()
  const served: string[] = []
  for (let count = 0; count < 64; count++) turns.take(() => undefined)
  const first = () => served.push('first')
  turns.take(first)
  turns.take(() => served.push('second'))
  turns.take(first)
  expect(served).toEqual([])
  await vi.waitFor(() => expect(served).toEqual(['first', 'second']))
})
