import { Pair, parseLines } from 'dot-properties'
import { linesOf, pairLine, separatorOf } from './pair-lines'

/** A key with its escapes, what parts it from the value, and the value. */
const PAIR = /^[ \t\f]*((?:\\.|[^\\\s=:#!])(?:\\.|[^\\\s=:])*)[ \t\f]*=[ \t\f]*(.*)$/

/**
 * A properties text without indentation, its pairs spaced alike. The blanks behind a value belong
 * to it and stay, and so do lines that continue another.
 */
export function layOut(text: string): string {
  const { lines, end } = linesOf(text)
  const separator = separatorOf(lines)
  let isContinued = false
  const laidOut = lines.map((line) => {
    const isMore = isContinued
    isContinued = continues(line, isMore)
    if (isMore) return line
    const bare = line.replace(/^[ \t\f]+/, '')
    const [, key, value = ''] = PAIR.exec(line) ?? []
    return key === undefined ? bare : pairLine(key, separator, value)
  })
  return laidOut.join(end)
}

function continues(line: string, isMore: boolean): boolean {
  const isComment = !isMore && /^[ \t\f]*[#!]/.test(line)
  return !isComment && /(?<!\\)(?:\\\\)*\\$/.test(line)
}

/** The keys, values and comments in order, by the library's own reading. */
export function meaningOf(text: string): string {
  const nodes = parseLines(text, true).map((node) =>
    node instanceof Pair
      ? [node.key, node.value]
      : String(Reflect.get(node, 'comment') ?? '').trim(),
  )
  return JSON.stringify(nodes)
}
