import { type IniLine, iniLines } from '@/lib/payload/ini/lines'
import { pairLine, separatorOf } from './pair-lines'

/**
 * An INI text with its pairs spaced alike. INI has no standard: indentation stays, because an
 * indented line may continue the one before, and so does whatever is not plainly a pair.
 */
export function layOut(text: string): string {
  const lines = iniLines(text)
  const pairs = lines.flatMap(({ pair }) => (pair?.separator.includes('=') ? [pair.separator] : []))
  const separator = separatorOf(pairs)
  return lines.map((line) => lineOf(text, line, separator)).join('')
}

function lineOf(text: string, line: IniLine, separator: '=' | ' = '): string {
  const { start, end, indent, pair } = line
  const written = text.slice(start, end)
  const trimmed = written.replaceAll(/[ \t]+(?=\n|$)/g, '')
  if (!pair?.separator.includes('=') || pair.value.includes('\n')) return trimmed
  const lineEnd = written.endsWith('\n') ? '\n' : ''
  return `${indent}${pairLine(pair.key, separator, pair.value)}${lineEnd}`
}
