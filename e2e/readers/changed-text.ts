import fc from 'fast-check'
import { LINES } from './changed-lines'

type Format = keyof typeof LINES

/** A text and what became of it by one change or two: a line, a blank, a quote, an order. */
export function changedText(format: Format): fc.Arbitrary<{ before: string; after: string }> {
  const line = fc.constantFrom(...(LINES[format] ?? []))
  const edit = fc.record({
    kind: fc.constantFrom('line', 'line', 'insert', 'remove', 'swap', 'blank', 'indent', 'respell'),
    at: fc.nat(20),
    line,
  })
  return fc
    .record({
      lines: fc.array(line, { minLength: 1, maxLength: 6 }),
      edits: fc.array(edit, { minLength: 1, maxLength: 2 }),
      end: fc.constantFrom('\n', '\n', '\r\n'),
    })
    .map(({ lines, edits, end }) => {
      const after = edits.reduce<readonly string[]>(edited, lines)
      return { before: wrap(format, lines, '\n'), after: wrap(format, after, end) }
    })
}

type Edit = { readonly kind: string; readonly at: number; readonly line: string }

function edited(lines: readonly string[], { kind, at, line }: Edit): readonly string[] {
  const index = lines.length === 0 ? 0 : at % lines.length
  const old = lines[index] ?? ''
  switch (kind) {
    case 'insert':
      return lines.toSpliced(index, 0, line)
    case 'remove':
      return lines.toSpliced(index, 1)
    case 'swap':
      return lines.toSpliced(index, 2, ...lines.slice(index, index + 2).reverse())
    case 'blank':
      return lines.toSpliced(index, 1, old.replace(/ ?([:=,]) ?/, at % 2 ? ' $1 ' : '$1 '))
    case 'indent':
      return lines.toSpliced(index, 1, at % 2 ? ` ${old}` : `${old} `)
    case 'respell':
      return lines.toSpliced(
        index,
        1,
        old.replace(/([:=] *)([\w.]+)$/, at % 2 ? '$1"$2"' : "$1'$2'"),
      )
    default:
      return lines.toSpliced(index, 1, line)
  }
}

function wrap(format: Format, lines: readonly string[], end: string): string {
  if (format === 'json') return `{${end}  ${lines.join(`,${end}  `)}${end}}`
  if (format === 'xml') return `<r>${end}${lines.join(end)}${end}</r>`
  return lines.join(end) + end
}
