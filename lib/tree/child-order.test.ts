import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ALL_BY_NAME, type ChildFigures, type ChildView, childNames, runWhole } from './child-order'

const figuresOf = (more: Partial<ChildFigures>): ChildFigures => ({
  size: 0,
  children: 0,
  version: 0,
  modified: 0,
  owner: '',
  ...more,
})

const FIGURES = new Map([
  ['a', figuresOf({ size: 30, children: 2 })],
  ['b', figuresOf({ size: 10, owner: '0x1' })],
  ['c', figuresOf({ size: 20 })],
])

const shown = (view: Partial<ChildView>, names = ['a', 'b', 'c'], figures = FIGURES) =>
  runWhole(childNames(names, { ...ALL_BY_NAME, ...view }, figures))

describe('the children to show', () => {
  test('are all of them as they are listed, without a copy', () => {
    const names = ['a', 'b']
    expect(shown({}, names)).toBe(names)
  })

  test('are found by a part of their name, whatever its case', () => {
    expect(shown({ query: 'BET' }, ['Alphabet', 'beta', 'gamma'])).toEqual(['Alphabet', 'beta'])
    expect(shown({ query: '' })).toHaveLength(3)
  })

  test('are chosen by kind; what nobody read is of none', () => {
    expect(shown({ kind: 'ephemeral' })).toEqual(['b'])
    expect(shown({ kind: 'leaf' })).toEqual(['b', 'c'])
    expect(shown({ kind: 'leaf' }, ['c', 'new'])).toEqual(['c'])
  })

  test('are sorted by a figure both ways; what nobody read comes last', () => {
    expect(shown({ sort: 'size' }, ['a', 'b', 'c', 'new'])).toEqual(['b', 'c', 'a', 'new'])
    expect(shown({ sort: 'size', isDescending: true }, ['a', 'b', 'c', 'new'])).toEqual([
      'a',
      'c',
      'b',
      'new',
    ])
    expect(shown({ isDescending: true })).toEqual(['c', 'b', 'a'])
  })
})

test('sorted in slices they stand as a stable sort at once would put them', () => {
  const sizes = fc.array(fc.nat(5), { maxLength: 60 })
  fc.assert(
    fc.property(sizes, fc.boolean(), (list, isDescending) => {
      const names = list.map((_, index) => `n-${`${index}`.padStart(3, '0')}`)
      const figures = new Map(list.map((size, index) => [names[index] ?? '', figuresOf({ size })]))
      const sizeOf = (name: string) => figures.get(name)?.size ?? 0
      const sign = isDescending ? -1 : 1
      expect(shown({ sort: 'size', isDescending }, names, figures)).toEqual(
        names.toSorted((a, b) => sign * (sizeOf(a) - sizeOf(b))),
      )
    }),
  )
})

test('100,000 names are searched and sorted a few thousand at a time', () => {
  const names = Array.from({ length: 100_000 }, (_, index) => `n-${`${index}`.padStart(6, '0')}`)
  const figures = new Map(names.map((name, index) => [name, figuresOf({ size: index % 1_000 })]))
  const pauses = (view: Partial<ChildView>) => {
    const work = childNames(names, { ...ALL_BY_NAME, ...view }, figures)
    let count = 0
    while (!work.next().done) count += 1
    return count
  }
  expect(pauses({ query: '99' })).toBeGreaterThanOrEqual(24)
  // Seventeen rounds over all of them.
  expect(pauses({ sort: 'size' })).toBeGreaterThanOrEqual(17 * 12)
})

test('folders come first, each part in the order that was chosen; what nobody read is none', () => {
  const figures = new Map(Object.entries({ a: 0, b: 2, d: 1 }))
  const known = new Map([...figures].map(([name, children]) => [name, figuresOf({ children })]))
  const names = ['a', 'b', 'c', 'd']
  expect(shown({ isFoldersFirst: true }, names, known)).toEqual(['b', 'd', 'a', 'c'])
  const back = { isFoldersFirst: true, isDescending: true }
  expect(shown(back, names, known)).toEqual(['d', 'b', 'c', 'a'])
})
