import { linesOf, pairLine, separatorOf } from './pair-lines'

const PAIR = /^([^\s#;[=:][^=:]*?)[ \t]*=[ \t]*(.*)$/

/**
 * An INI text with its pairs spaced alike. INI has no standard: an indented line may continue the
 * one before, so indentation stays, and so does whatever is not plainly a pair.
 */
export function layOut(text: string): string {
  const { lines, end } = linesOf(text)
  const separator = separatorOf(lines)
  return lines
    .map((line) => {
      const trimmed = line.trimEnd()
      const [, key, value = ''] = PAIR.exec(trimmed) ?? []
      return key === undefined ? trimmed : pairLine(key, separator, value)
    })
    .join(end)
}

/** Each line's indentation, key and value, as every reader of INI trims them. */
export function meaningOf(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => {
    const indent = /^\s*/.exec(line)?.[0] ?? ''
    const at = /^\s*[#;[]/.test(line) ? -1 : line.search(/[=:]/)
    if (at < 0) return line.trimEnd()
    return [line.trim() === '' ? '' : indent, line.slice(0, at).trim(), line.slice(at + 1).trim()]
  })
  return JSON.stringify(lines)
}
