import { expect, test } from 'vitest'
import { visibleName } from './visible-name'

const shown = (name: string) =>
  visibleName(name).map(({ text, hidden }) => (hidden ? `[${text}]` : text))

test('an ordinary name is one piece, whatever its script', () => {
  for (const name of ['checkout.json', '中文配置', 'שלום עולם', '<b>', 'a b']) {
    expect(shown(name)).toEqual([name])
  }
})

test('what nobody would see is spelled out', () => {
  expect(shown('a\u202eb')).toEqual(['a', '[U+202E]', 'b'])
  expect(shown('\u200bx')).toEqual(['[U+200B]', 'x'])
  expect(shown('a\u2028b')).toEqual(['a', '[U+2028]', 'b'])
  expect(shown('a\u00a0b')).toEqual(['a', '[U+00A0]', 'b'])
})

test('spaces at the ends are marked', () => {
  expect(shown('  a b ')).toEqual(['[␣␣]', 'a b', '[␣]'])
})
