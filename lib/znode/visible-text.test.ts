import { expect, test } from 'vitest'
import { visiblePieces, visibleText } from './visible-text'

const shown = (name: string) =>
  visiblePieces(name).map(({ text, hidden }) => (hidden ? `[${text}]` : text))

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

test('whatever changes a text without ink is spelled out', () => {
  const inkless = ['\u00ad', '\u034f', '\u061c', '\u115f', '\u17b4', '\u180b', '\u2060', '\u2066']
  for (const character of [...inkless, '\u2800', '\u3000', '\u3164', '\ufe0f', '\ufeff', '\ud800'])
    expect(shown(`a${character}b`)).toEqual(['a', expect.stringMatching(/^\[U\+\w{4}\]$/), 'b'])
  expect(shown('a  b')).toEqual(['a', '[␣␣]', 'b'])
  expect(shown('a/\u0301b')).toEqual(['a/', '[U+0301]', 'b'])
})

test('two different texts are never spelled alike by leaving something out', () => {
  const spelled = (text: string) => visibleText(text)
  for (const character of ['\u202e', '\u200b', '\u00a0', '\u2028', '\ufe0f', ' '])
    expect(spelled(`na${character}me${character}`)).not.toBe(spelled('name'))
})

test('a text from right to left is isolated from the sentence around it', () => {
  expect(visibleText('/a/שלום')).toBe('\u2068/a/שלום\u2069')
  expect(visibleText('/a/中文 x')).toBe('/a/中文 x')
  expect(visibleText('safe\u202eexe.txt')).toBe('safe[U+202E]exe.txt')
})
