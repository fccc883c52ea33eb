import { expect, test } from 'vitest'
import { interleave } from './interleave'

test('each contestant is measured once a round, in an order that turns', async () => {
  const order: string[] = []
  await interleave(['a', 'b', 'c'], 3, async (who, round) => {
    await null
    order.push(`${round}${who}`)
  })
  expect(order).toEqual(['0a', '0b', '0c', '1b', '1c', '1a', '2c', '2a', '2b'])
})
