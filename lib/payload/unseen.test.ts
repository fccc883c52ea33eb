import { expect, test } from 'vitest'
import { type UnseenChange, unseenChanges } from './unseen'

test.each<[string, string, string, UnseenChange[]]>([
  ['line ends', 'A\nB\n', 'A\r\nB\r\n', [{ kind: 'line-ends', before: 'lf', after: 'crlf' }]],
  ['some line ends', 'A\nB\n', 'A\r\nB\n', [{ kind: 'line-ends', before: 'lf', after: 'mixed' }]],
  ['the last line end', 'a\n', 'a', [{ kind: 'last-line-end', isAdded: false }]],
  ['a byte order mark', 'a', '\ufeffa', [{ kind: 'byte-order-mark', isAdded: true }]],
  [
    'a zero-width space',
    'a=1\nb=2',
    'a=1\nb=2\u200b',
    [{ kind: 'character', name: 'ZWSP', count: 1, isAdded: true, line: 2 }],
  ],
  [
    'a direction mark, a no-break space',
    'a\u202eb c',
    'ab\u00a0c',
    [
      { kind: 'character', name: 'NBSP', count: 1, isAdded: true, line: 1 },
      { kind: 'character', name: 'U+202E', count: 1, isAdded: false, line: 1 },
    ],
  ],
  [
    'a line separator and a control character',
    'a\nb',
    'a\nb\u2028c\u0001',
    [
      { kind: 'character', name: 'LS', count: 1, isAdded: true, line: 2 },
      { kind: 'character', name: 'U+0001', count: 1, isAdded: true, line: 2 },
    ],
  ],
  ['blanks at line ends', 'a \nb\n', 'a\nb\n', [{ kind: 'trailing', before: 1, after: 0 }]],
  [
    'how letters are composed',
    'a\nnom: \u00e9t\u00e9\nb',
    'a\nnom: e\u0301te\u0301\nc',
    [{ kind: 'composition', count: 1, line: 2 }],
  ],
  [
    'letters of another script that look alike',
    'pass: 1',
    'p\u0430ss: 1',
    [{ kind: 'scripts', before: 0, after: 1 }],
  ],
  ['tabs', 'a:\n  b\n', 'a:\n\tb\n', [{ kind: 'tabs', before: 0, after: 1 }]],
  ['nothing', 'a b\r\n', 'a c\r\n', []],
])('%s that changed are told', (_, before, after, expected) => {
  expect(unseenChanges(before, after)).toEqual(expected)
})

test('a text that came or went changes no line ends', () => {
  expect(unseenChanges('', 'a\r\n')).toEqual([])
  expect(unseenChanges('a\n', 'a\n')).toEqual([])
})
