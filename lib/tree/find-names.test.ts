import { expect, test } from 'vitest'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { runWhole } from './child-order'
import { findNames } from './find-names'

const LISTS: ReadonlyArray<readonly [ZnodePath, readonly string[]]> = [
  [ROOT, ['config', 'checkout', 'services']],
  ['/config' as ZnodePath, ['Checkout', 'pre-checkout', 'recheckout', 'checkout.json', 'search']],
  ['/services/checkout' as ZnodePath, ['instance-1', 'replicas']],
]

const found = (text: string, limit = 10) => runWhole(findNames(LISTS, text, limit))

test('the name itself comes first, then what begins with it, then a word, then any part', () => {
  expect(found('checkout')).toEqual([
    '/checkout',
    '/config/Checkout',
    '/config/checkout.json',
    '/config/pre-checkout',
    '/config/recheckout',
  ])
})

test('further words narrow it down by the path, of which one has to be in the name', () => {
  expect(found('services repl')).toEqual(['/services/checkout/replicas'])
  expect(found('services checkout')).toEqual([])
  expect(found('config json')).toEqual(['/config/checkout.json'])
})

test('nothing is found for nothing, and no more than asked for', () => {
  expect(found('  ')).toEqual([])
  expect(found('c', 2)).toHaveLength(2)
})

test('of very many that match, the best are kept, and the work pauses meanwhile', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => `x-${index}-needle`)
  const lists = [[ROOT, [...many, 'needle']] as const]
  const work = findNames(lists, 'needle', 5)
  let pauses = 0
  for (;;) {
    const step = work.next()
    if (!step.done) {
      pauses += 1
      continue
    }
    expect(step.value[0]).toBe('/needle')
    break
  }
  expect(pauses).toBe(5)
})
