import { expect, test } from 'vitest'
import { JsonWriter } from './json-writer'

/** What was written, with a mark wherever the event loop had its turn, until all is written. */
async function written(writer: JsonWriter, answers: readonly unknown[]): Promise<unknown[]> {
  const order: unknown[] = []
  let isOver = false
  const mark = () => {
    order.push('turn')
    if (!isOver) setImmediate(mark)
  }
  setImmediate(mark)
  await Promise.all(
    answers.map((answer) => writer.write(answer).then((text) => order.push(JSON.parse(text)))),
  )
  isOver = true
  return order
}

test('small answers are written at once', async () => {
  expect(await written(new JsonWriter(() => 0), [1, 2, 3])).toEqual([1, 2, 3])
})

test('between two large answers everything else has its turn, and nobody is overtaken', async () => {
  let now = 0
  const writer = new JsonWriter(() => {
    now += 10
    return now
  })
  const order = await written(writer, [1, 2, 3, 4])
  expect(order.filter((entry) => entry !== 'turn')).toEqual([1, 2, 3, 4])
  for (let at = 1; at < order.length; at++)
    expect([order[at - 1], order[at]].includes('turn')).toBe(true)
})

test('small answers behind a large one wait for one turn, not for one each', async () => {
  const times = [0, 10]
  const writer = new JsonWriter(() => times.shift() ?? 10)
  const order = await written(writer, [1, 2, 3, 4])
  expect(order.filter((entry) => entry === 'turn')).toHaveLength(1)
})
