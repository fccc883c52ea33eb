import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createState } from './create-state'

const piece = fc.constantFrom(
  '\n',
  '\r\n',
  '\r',
  'a',
  '{',
  'é',
  '😀',
  '\ufeff',
  '\t',
  '\u2028',
  ' ',
)

test('I11: an untouched editor holds exactly the text it was given', () => {
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('')
      expect(createState(text, []).sliceDoc()).toBe(text)
    }),
  )
})

test('I11: typing in one line leaves the ends of all others alone', () => {
  const state = createState('a\r\nb\r\n', [])
  const typed = state.update({ changes: { from: 0, insert: 'x' } }).state
  expect(typed.sliceDoc()).toBe('xa\r\nb\r\n')
  const broken = state.update(state.replaceSelection(state.lineBreak)).state
  expect(broken.sliceDoc()).toBe('\r\na\r\nb\r\n')
})
