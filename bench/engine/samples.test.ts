import { expect, test } from 'vitest'
import type { Key, Samples } from './samples'
import { toRows } from './samples'
import type { Workload } from './workloads'

function samples(key: Key, workload: Workload, wall: number[], cpu = wall): Samples {
  return { key, name: key, workload, wall, cpu }
}

test('ratios are formed within each round, so that noise common to both drops out', () => {
  const rows = toRows([samples('vivarium', 'get', [10, 40]), samples('stock', 'get', [20, 80])])
  const ratio = rows.find(({ who, quantity }) => who === 'vivarium ÷ stock' && quantity === 'wall')
  expect(ratio?.samples).toEqual([0.5, 0.5])
})

test('only the workload that is worst beside Java may be slower', () => {
  const rows = toRows([
    samples('vivarium', 'get', [90]),
    samples('java', 'get', [100]),
    samples('vivarium', 'create', [104]),
    samples('java', 'create', [100]),
  ])
  const goals = rows.filter(({ unit, quantity }) => unit === '×' && quantity === 'wall')
  expect(goals.map(({ goal }) => goal)).toEqual([{ atMost: 1 }, { atMost: 1.05 }])
})

test('a client that is not there gets a row that says so, and no ratio', () => {
  const absent: Samples = { ...samples('kazoo', 'get', []), note: 'not installed' }
  const rows = toRows([samples('vivarium', 'get', [1]), absent])
  expect(rows.filter(({ who }) => who.includes('kazoo'))).toEqual([
    expect.objectContaining({ samples: [], note: 'not installed' }),
  ])
})
