import { expect, test } from 'vitest'
import { Ledger, Observer } from './ledger'

test('who sees a version has seen the ones before it, each since its own write', () => {
  const ledger = new Ledger()
  const observer = new Observer(ledger)
  for (const at of [100, 110, 120]) ledger.wrote('/a', at)
  observer.saw('/a', 1, 105)
  observer.saw('/a', 3, 130)
  observer.saw('/a', 2, 140)
  expect(observer.take()).toEqual([5, 20, 10])
  expect(observer.take()).toEqual([])
})

test('an observer is up to date once it saw every write', () => {
  const ledger = new Ledger()
  const observer = new Observer(ledger)
  ledger.wrote('/a', 0)
  ledger.wrote('/b', 1)
  observer.sawNext('/a', 2)
  expect(observer.isUpToDate).toBe(false)
  observer.sawNext('/b', 4)
  expect(observer.isUpToDate).toBe(true)
  expect(observer.take()).toEqual([2, 3])
})
