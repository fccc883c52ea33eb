import { expect, test } from 'vitest'
import { outcomeOf } from './outcome'
import type { MergePiece } from './pieces'

const PIECES: MergePiece[] = [
  { kind: 'same', text: 'a\n' },
  { kind: 'mine', text: 'b\n', base: '' },
  { kind: 'conflict', unit: 'lines', base: 'c\n', mine: 'd\n', theirs: 'e\n' },
  { kind: 'theirs', text: '', base: 'f\n' },
]

test('of a piece of several lines, those are tinted that changed', () => {
  const piece: MergePiece = { kind: 'mine', text: 'a\nx\nc\n', base: 'a\nb\nc\n' }
  expect(outcomeOf([piece], []).stretches).toEqual([{ kind: 'mine', from: 2, to: 4 }])
})

test('what is not chosen yet stands as it was, and where each change lies is known', () => {
  expect(outcomeOf(PIECES, [])).toEqual({
    text: 'a\nb\nc\n',
    stretches: [
      { kind: 'mine', from: 2, to: 4 },
      { kind: 'open', from: 4, to: 6, conflict: 0 },
      { kind: 'theirs', from: 6, to: 6 },
    ],
  })
  expect(outcomeOf(PIECES, ['dd\n'])).toMatchObject({
    text: 'a\nb\ndd\n',
    stretches: [{}, { kind: 'chosen', from: 4, to: 7 }, {}],
  })
})
