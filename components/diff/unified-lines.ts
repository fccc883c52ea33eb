import { Chunk } from '@codemirror/merge'
import { Text } from '@codemirror/state'
import { COMPARING } from './changes-of'

/** A line of two texts in one: of both, of the first alone, or of the second alone. */
export type UnifiedLine = {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
  /** Its number in each text that has it, counted from 1. */
  readonly before?: number
  readonly after?: number
  /** What changed within it, in UTF-16 code units. */
  readonly marks: ReadonlyArray<readonly [from: number, to: number]>
}

/** Two texts as one: what went stands above what came in its place. */
export function unifiedLines(before: string, after: string): UnifiedLine[] {
  const [a, b] = [before, after].map((text) => Text.of(text.split('\n')))
  if (!a || !b) return []
  const lines: UnifiedLine[] = []
  let [nextA, nextB] = [1, 1]
  const takeSame = (upTo: number) => {
    for (; nextB < upTo; nextA++, nextB++)
      lines.push({ kind: 'same', text: b.line(nextB).text, before: nextA, after: nextB, marks: [] })
  }
  for (const chunk of Chunk.build(a, b, COMPARING)) {
    const isInB = chunk.fromB < chunk.toB
    takeSame(chunk.fromB > b.length ? b.lines + 1 : b.lineAt(chunk.fromB).number)
    if (chunk.fromA < chunk.toA) {
      const changes = chunk.changes.map(({ fromA, toA }) => [fromA, toA] as const)
      const removed = linesIn(a, chunk.fromA, chunk.endA, changes)
      lines.push(...removed.map((line) => ({ ...line, kind: 'removed' as const, before: nextA++ })))
    }
    if (!isInB) continue
    const changes = chunk.changes.map(({ fromB, toB }) => [fromB, toB] as const)
    const added = linesIn(b, chunk.fromB, chunk.endB, changes)
    lines.push(...added.map((line) => ({ ...line, kind: 'added' as const, after: nextB++ })))
  }
  takeSame(b.lines + 1)
  return lines
}

type Changes = ReadonlyArray<readonly [from: number, to: number]>

/** The lines from `from` to `to`, each with the changes that lie in it; those count from `from`. */
function linesIn(text: Text, from: number, to: number, changes: Changes) {
  const last = text.lineAt(to).number
  const found: Pick<UnifiedLine, 'text' | 'marks'>[] = []
  for (let number = text.lineAt(from).number; number <= last; number++) {
    const line = text.line(number)
    const marks = changes.flatMap(([begin, end]) => {
      const start = Math.max(from + begin - line.from, 0)
      const stop = Math.min(from + end - line.from, line.length)
      return start < stop ? [[start, stop] as const] : []
    })
    found.push({ text: line.text, marks })
  }
  return found
}
