import { expect, test } from 'vitest'
import { type Hit, RunPage } from './run-page'

const hit = (id: number, path: string | null, given: Partial<Hit> = {}): Hit => ({
  ...{ moment: `${id}`, id, bytes: 10, at: id * 1_000, path, quiet: 1 },
  ...given,
})

function filled(hits: readonly Hit[], limit = 10, hasRuns = true) {
  const page = new RunPage(limit, hasRuns)
  const taken = hits.filter((each) => page.add(each)).length
  const told = page.runs.map(({ newest, oldest, count }) => [newest.id, oldest.id, count])
  return { told, taken, last: page.last?.id }
}

test('what several programs write in turns is one row for each of their znodes', () => {
  const hits = [hit(9, '/a'), hit(8, '/b'), hit(7, '/a'), hit(6, '/c', { quiet: 0 }), hit(5, '/a')]
  expect(filled(hits).told).toEqual([
    [9, 5, 3],
    [8, 8, 1],
    [6, 6, 1],
  ])
})

test('a run ends where a person changed its znode, and where there was a long pause', () => {
  const byPerson = [9, 8, 7, 6, 5].map((id) => hit(id, '/a', { quiet: id === 8 ? 0 : 1 }))
  expect(filled(byPerson).told).toEqual([
    [9, 9, 1],
    [8, 8, 1],
    [7, 5, 3],
  ])
  expect(filled([hit(9, '/a'), hit(8, '/a', { at: -600_000 })]).told).toHaveLength(2)
})

test('a page is full with the first row that is no part of its runs, where the next one begins', () => {
  const paths = ['/a', '/b', '/a', '/a', '/c', '/a']
  expect(
    filled(
      paths.map((path, at) => hit(9 - at, path)),
      2,
    ),
  ).toEqual({
    told: [
      [9, 6, 3],
      [8, 8, 1],
    ],
    taken: 4,
    last: 6,
  })
})

test('two changes of one znode are no run: each stays in its place', () => {
  expect(filled([hit(9, '/a'), hit(8, '/b'), hit(7, '/a')]).told).toEqual([
    [9, 9, 1],
    [8, 8, 1],
    [7, 7, 1],
  ])
})

test('paths too long to be compared, and a list without runs, are told one by one', () => {
  expect(filled([hit(9, null), hit(8, null)]).told).toHaveLength(2)
  expect(filled([hit(9, '/a'), hit(8, '/a')], 10, false).told).toHaveLength(2)
})

test('a page ends before it is larger than an answer may be, and has one row at least', () => {
  const large = [hit(9, '/a', { bytes: 2_000_000 }), hit(8, '/b', { bytes: 1 })]
  expect(filled(large).taken).toBe(1)
})
