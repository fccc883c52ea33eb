import { expect, test } from 'vitest'
import { TimeShare } from './time-share'

/** What was done, with a mark wherever the event loop had its turn, until all is done. */
async function done(share: TimeShare, answers: readonly unknown[]): Promise<unknown[]> {
  const order: unknown[] = []
  let isOver = false
  const mark = () => {
    order.push('turn')
    if (!isOver) setImmediate(mark)
  }
  setImmediate(mark)
  await Promise.all(
    answers.map((answer) => share.run(() => answer).then((each) => order.push(each))),
  )
  isOver = true
  return order
}

test('small work is done at once', async () => {
  expect(await done(new TimeShare(() => 0), [1, 2, 3])).toEqual([1, 2, 3])
})

test('between two large pieces of work everything else has its turn, and nobody is overtaken', async () => {
  let now = 0
  const share = new TimeShare(() => {
    now += 10
    return now
  })
  const order = await done(share, [1, 2, 3, 4])
  expect(order.filter((entry) => entry !== 'turn')).toEqual([1, 2, 3, 4])
  for (let at = 1; at < order.length; at++)
    expect([order[at - 1], order[at]].includes('turn')).toBe(true)
})

test('small work behind large work waits for one turn, not for one each', async () => {
  const times = [0, 10]
  const share = new TimeShare(() => times.shift() ?? 10)
  const order = await done(share, [1, 2, 3, 4])
  expect(order.filter((entry) => entry === 'turn')).toHaveLength(1)
})
