import { expect, test } from 'vitest'
import { historyHref, parseHistoryPlace, toSearch } from './history-place'

const parse = (search: string) => parseHistoryPlace(new URLSearchParams(search))

test('a search survives in the address', () => {
  const place = { ...parse(''), view: 'deleted' as const, name: '/a b', reason: 'Ticket 7&8' }
  expect(parse(historyHref(place))).toEqual(place)
})

test('what a search leaves open is not asked for, and nonsense neither', () => {
  expect(toSearch(parse('kind=exploded&from=yesterday'))).toEqual({})
  expect(toSearch(parse('kind=deleted&person=ada'))).toEqual({ kind: 'deleted', person: 'ada' })
})

test('a time is that of UTC, and of an address that an earlier release wrote, the reader’s', () => {
  const from = String(Date.UTC(2026, 10, 25, 17))
  expect(toSearch(parse('from=2026-11-25T17:00:00Z'))).toEqual({ from })
  const local = String(new Date('2026-11-25T17:00').getTime())
  expect(toSearch(parse('from=2026-11-25T17:00'))).toEqual({ from: local })
})
