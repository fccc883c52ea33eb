import { expect, test } from 'vitest'
import type { ChangeMessage } from '@/lib/api/events'
import { ROOT, toPath } from '@/lib/znode/path'
import { statWith } from '@/lib/znode/testing/stat'
import { Facts } from './facts'
import { Timeline } from './timeline'

/** Sixty thousand characters. */
const long = (index: number) => toPath(`/${index}${'x'.repeat(60_000)}`)

test('facts of long paths go before their paths take too much, the oldest first', () => {
  const facts = new Facts()
  for (let index = 0; index < 500; index++) facts.offer(long(index), { stat: null, zxid: '0x1' })
  expect(facts.get(long(499 - 132))).toBeDefined()
  expect(facts.get(long(499 - 133))).toBeUndefined()
})

test('a timeline of long paths has fewer events, and says how many it dropped', () => {
  const timeline = new Timeline(() => undefined)
  timeline.follow(ROOT)
  for (let index = 0; index < 100; index++) {
    const change: ChangeMessage = {
      ...{ type: 'change', path: long(index), kind: 'created', stat: statWith(), zxid: '0x1' },
      ...{ before: null, unseen: 0, at: index },
    }
    timeline.add([[`e-${index}`, change]])
  }
  const { events, dropped } = timeline.view()
  expect(events.map(({ at }) => at)).toEqual(Array.from({ length: 33 }, (_, back) => 99 - back))
  expect(dropped).toBe(67)
})
