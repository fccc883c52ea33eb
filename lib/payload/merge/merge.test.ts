import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { merge } from './merge'
import { mergeJson } from './merge-json'
import { mergeText } from './merge-text'
import { bothOf, conflictsIn, join, type MergePiece } from './pieces'

const take = (side: 'mine' | 'theirs', pieces: readonly MergePiece[]) =>
  join(
    pieces,
    conflictsIn(pieces).map((conflict) => conflict[side]),
  )

describe('by lines', () => {
  test('changes that do not overlap are merged, comments and line ends kept', () => {
    const base = '# top\r\na: 1\r\nb: 2 # why\r\nc: 3\r\nd: 4\r\ne: 5'
    const mine = base.replace('a: 1', 'a: 10')
    const theirs = base.replace('d: 4', 'd: 40 # now')
    const pieces = mergeText(base, mine, theirs)
    expect(conflictsIn(pieces)).toEqual([])
    expect(join(pieces, [])).toBe(mine.replace('d: 4', 'd: 40 # now'))
  })

  test('changes of one line are a conflict with all three sides', () => {
    const pieces = mergeText('a\nb\nc\n', 'a\nmine\nc\n', 'a\ntheirs\nc\n')
    expect(conflictsIn(pieces)).toEqual([
      { kind: 'conflict', unit: 'lines', base: 'b\n', mine: 'mine\n', theirs: 'theirs\n' },
    ])
    expect(join(pieces, [undefined])).toBeUndefined()
    expect(join(pieces, ['both\n'])).toBe('a\nboth\nc\n')
  })

  test('both can be taken of lines, each on its own', () => {
    const [atEnd] = conflictsIn(mergeText('a', 'mine', 'theirs'))
    expect(atEnd && bothOf(atEnd)).toBe('mine\ntheirs')
    const [value] = conflictsIn(mergeJson('{"a":1}', '{"a":2}', '{"a":3}') ?? [])
    expect(value && bothOf(value)).toBeUndefined()
  })

  test('the same change by both is no conflict', () => {
    expect(join(mergeText('a\nb\n', 'a\nx\n', 'a\nx\n'), [])).toBe('a\nx\n')
  })

  test('nothing is lost: a side that changed alone wins whole, and each side can be taken', () => {
    const text = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', 'd\r\n', 'e')).map((x) => x.join(''))
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        expect(take('mine', mergeText(base, mine, base))).toBe(mine)
        expect(take('mine', mergeText(base, base, theirs))).toBe(theirs)
        expect(take('mine', mergeText(base, mine, mine))).toBe(mine)
        const pieces = mergeText(base, mine, theirs)
        for (const piece of pieces)
          if (piece.kind === 'conflict') expect(piece.mine).not.toBe(piece.theirs)
      }),
    )
  })
})

describe('JSON by structure', () => {
  test('different keys on one line fit together', () => {
    const pieces = merge(
      'json',
      '{"a":1,"b":{"x":1,"y":2},"c":[1]}',
      '{"a":9,"b":{"x":1,"y":2},"c":[1],"mine":true}',
      '{"a":1,"b":{"x":1,"y":3},"c":[1,2]}',
    )
    expect(conflictsIn(pieces)).toEqual([])
    expect(join(pieces, [])).toBe('{"a":9,"b":{"x":1,"y":3},"c":[1,2],"mine":true}')
  })

  test('the layout is theirs, and numbers keep every digit', () => {
    const base = '{"id": 12345678901234567890, "a": 1}'
    const theirs = '{\n  "id": 12345678901234567890,\n  "a": 2\n}\n'
    const pieces = mergeJson(base, '{"id": 12345678901234567891, "a": 1, "n": []}', theirs) ?? []
    expect(join(pieces, [])).toBe('{\n  "id": 12345678901234567891,\n  "a": 2,\n  "n": []\n}\n')
  })

  test('one key changed twice is a conflict of that value alone', () => {
    const pieces = merge('json', '{"a":1,"b":1}', '{"a":2,"b":1}', '{"a":3,"b":4}')
    expect(conflictsIn(pieces)).toEqual([
      { kind: 'conflict', unit: 'value', base: '1', mine: '2', theirs: '3' },
    ])
    expect(join(pieces, ['2'])).toBe('{"a":2,"b":4}')
  })

  test('members that were removed stay removed, and one that was also changed is asked about', () => {
    const pieces = mergeJson('{"a":1,"b":2,"c":3}', '{"c":3}', '{"a":1,"b":2,"c":4}') ?? []
    expect(join(pieces, [])).toBe('{"c":4}')
    expect(join(mergeJson('{"a":1}', '{}', '{ "a":1, "b":2 }') ?? [], [])).toBe('{ "b":2 }')
    expect(mergeJson('{"a":1}', '{}', '{"a":2}')).toBeUndefined()
    expect(conflictsIn(merge('json', '{"a":1}', '{}', '{"a":2}'))).toHaveLength(1)
  })

  test('the result is JSON and says what both changed, whatever they did', () => {
    const value = fc.dictionary(
      fc.constantFrom('a', 'b', 'c', '__proto__'),
      fc.oneof(fc.integer({ max: 2, min: 0 }), fc.dictionary(fc.constantFrom('x', 'y'), fc.nat(1))),
    )
    fc.assert(
      fc.property(value, value, value, (base, mine, theirs) => {
        const texts = [base, mine, theirs].map((each) => JSON.stringify(each))
        const [o = '', a = '', b = ''] = texts
        const pieces = mergeJson(o, a, b)
        for (const side of ['mine', 'theirs'] as const) {
          const merged = pieces && take(side, pieces)
          if (merged !== undefined) expect(() => JSON.parse(merged)).not.toThrow()
        }
        expect(JSON.parse(take('mine', mergeJson(o, a, o) ?? []) ?? '')).toEqual(JSON.parse(a))
        expect(take('mine', mergeJson(o, o, b) ?? [])).toBe(b)
      }),
      { numRuns: 1_000 },
    )
  })
})
