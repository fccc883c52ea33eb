import { expect, test } from 'vitest'
import type { Row } from './row'
import { renderTable } from './table'

const ROW: Row = { measured: 'getData', who: 'us', quantity: 'wall', unit: 'ms', samples: [] }

/** The cells of the first row behind head, rule and section. */
function cells(row: Partial<Row>): string[] {
  const table = renderTable([{ section: 'engine', rows: [{ ...ROW, ...row }] }])
  const line = table.split('\n')[3] ?? ''
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}

test('a row tells median and spread with their unit', () => {
  expect(cells({ samples: [1400, 900, 1234.4] }).slice(0, 5)).toEqual([
    'getData',
    'us',
    'wall',
    '1,234 ms',
    '900–1,400',
  ])
})

test('a single sample has no spread', () => {
  expect(cells({ samples: [0.456] }).slice(3, 5)).toEqual(['0.46 ms', ''])
})

test('a goal is reached at its bound and missed beyond it', () => {
  const ratio: Partial<Row> = { unit: '×', goal: { atMost: 0.45 } }
  expect(cells({ ...ratio, samples: [0.45] }).slice(5, 7)).toEqual(['≤ 0.45 ×', 'yes'])
  expect(cells({ ...ratio, samples: [0.46] })[6]).toBe('**no**')
  expect(cells({ unit: 'fps', goal: { atLeast: 50 }, samples: [49] })[6]).toBe('**no**')
})

test('what could not be measured says why and claims nothing', () => {
  const row = cells({ goal: { atMost: 1 }, note: 'not installed' })
  expect(row.slice(3)).toEqual(['', '', '≤ 1 ms', '', 'not installed'])
})

test('columns align, so that the Markdown reads in a terminal', () => {
  const table = renderTable([{ section: 'engine', rows: [{ ...ROW, samples: [1, 22_222] }] }])
  expect(new Set(table.split('\n').map((line) => line.length)).size).toBe(1)
})
