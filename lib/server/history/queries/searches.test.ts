import { afterAll, beforeAll, expect, test } from 'vitest'
import { Store } from '@/lib/server/store/store'
import { fill } from '@/lib/server/testing/changes'
import { scratchFolder } from '@/lib/server/testing/history'
import { listChanges } from './list-changes'
import { type Search, Searches } from './searches'

const scratch = scratchFolder()
const store = new Store({ kind: 'file', folder: scratch.folder })

beforeAll(() => fill(store))

afterAll(async () => {
  await store.close()
  scratch.remove()
})

const searcher = (party = 'ada', signal = new AbortController().signal) => ({ party, signal })

const slow = (search: Search) => listChanges(search, 'main', { to: 1_060_000 })

test('steps of searches are taken in turns, and a small read waits for none of them', async () => {
  const searches = new Searches(store, () => 0)
  const order: string[] = []
  const going = ['a', 'b', 'c'].map((party) =>
    searches.run(searcher(party), async ({ step }) => {
      for (let count = 0; count < 3; count++) {
        await step(async () => undefined)
        order.push(party)
      }
    }),
  )
  await Promise.all(going)
  expect(order).toEqual(['a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c'])
})

test('of one session one search runs at a time, and no crowd of them waits', async () => {
  const searches = new Searches(store, () => 0)
  let running = 0
  const one = () =>
    searches.run(searcher(), async (search) => {
      running += 1
      expect(running).toBe(1)
      await slow(search)
      running -= 1
    })
  const asked = Array.from({ length: 20 }, () =>
    one().then(
      () => 'done',
      (error) => error.code,
    ),
  )
  const codes = await Promise.all(asked)
  expect(codes).toEqual([...codes].sort())
  expect(new Set(codes)).toEqual(new Set(['done', 'too-many']))
  await one()
})

test('whoever left searches no more', async () => {
  const searches = new Searches(store, () => 0)
  const leaving = new AbortController()
  let steps = 0
  const counted = ({ step, ...search }: Search): Search => ({
    ...search,
    step: (ask) => {
      steps += 1
      if (steps === 3) leaving.abort()
      return step(ask)
    },
  })
  await searches.run(searcher('b', leaving.signal), (search) =>
    listChanges(counted(search), 'main', { to: 1_060_000 }),
  )
  expect(steps).toBeLessThan(6)
})
