import { expect, test } from 'vitest'
import { outcomeOf } from './outcome'
import type { MergePiece } from './pieces'

const PIECES: MergePiece[] = [
  { kind: 'same', text: 'a\n' },
  { kind: 'mine', text: 'b\n', base: '' },
  { kind: 'conflict', unit: 'lines', base: 'c\n', mine: 'd\n', theirs: 'e\n' },
  { kind: 'theirs', text: '', base: 'f\n' },
]

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
