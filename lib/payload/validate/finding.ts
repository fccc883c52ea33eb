import type { XmlFault } from './xml/source'

/** Something wrong, or questionable, in a text. */
export type Finding = {
  readonly severity: 'error' | 'warning'
  /** Where, in UTF-16 code units; `to` is behind the last one. */
  readonly from: number
  readonly to: number
  /** Counted from 1; columns in UTF-16 code units. */
  readonly line: number
  readonly column: number
  readonly code: FindingCode
  /** What `code` is about: a character, a key, or the words of the format's own parser. */
  readonly detail: string
}

export type FindingCode =
  | 'unexpected'
  | 'ends-early'
  | 'too-deep'
  | 'double-key'
  | 'no-pair'
  | 'no-anchor'
  | 'merges-no-map'
  | 'yaml-old'
  | 'yaml-new'
  | 'toml-old'
  | 'toml-new'
  | 'double-section'
  | 'ini-no-section'
  | 'ini-no-value'
  | 'ini-mysql'
  | 'ini-krb5'
  | 'json-comments'
  | 'byte-order-mark'
  | 'not-in-charset'
  | 'charset-unknown'
  | 'charset-other'
  | 'bad-escape'
  | 'not-hex'
  | 'schema'
  | 'schema-too-slow'
  | 'schema-too-large'
  | 'schema-too-deep'
  | 'schema-failed'
  | 'check-failed'
  | 'parser'
  | XmlFault
  | 'xml-namespace'

/** Whether it is about the text as a whole: its place says nothing. */
export function isOfTheWhole({ code }: Finding): boolean {
  return code.startsWith('schema-')
}

type What = Pick<Finding, 'severity' | 'code' | 'detail'>

/** The text that was asked about last, and where its lines begin: one with many faults is asked often. */
let latest: { readonly text: string; readonly starts: readonly number[] } = {
  text: '',
  starts: [0],
}

function lineStarts(text: string): readonly number[] {
  if (latest.text !== text) {
    const ends = text.matchAll(/\r\n|\n|\r/g)
    latest = { text, starts: [0, ...Array.from(ends, (end) => end.index + end[0].length)] }
  }
  return latest.starts
}

/** A finding at an offset of `text`. */
export function findingAt(text: string, what: What, from: number, to = from + 1): Finding {
  const starts = lineStarts(text)
  let [line, behind] = [0, starts.length]
  while (behind - line > 1) {
    const middle = (line + behind) >> 1
    if ((starts[middle] ?? 0) <= from) line = middle
    else behind = middle
  }
  const column = from - (starts[line] ?? 0) + 1
  return { ...what, from, to: Math.min(to, text.length), line: line + 1, column }
}

/** A finding at a line, ended by LF, and a column, both counted from 1. */
export function findingIn(text: string, what: What, line: number, column: number): Finding {
  let from = 0
  for (let passed = 1; passed < line; passed++) {
    const end = text.indexOf('\n', from)
    if (end < 0) break
    from = end + 1
  }
  const at = Math.min(from + Math.max(column - 1, 0), text.length)
  return { ...what, from: at, to: Math.min(at + 1, text.length), line, column }
}
