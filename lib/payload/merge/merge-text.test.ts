import fc from 'fast-check'
import { expect, test } from 'vitest'
import { take } from '@/lib/payload/testing/merges'
import { mergeText } from './merge-text'
import { conflictsIn, join } from './pieces'

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
