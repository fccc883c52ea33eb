import { EditorState, type Extension, type Range, Text } from '@codemirror/state'
import { Decoration, EditorView, GutterMarker, gutter } from '@codemirror/view'
import { isBlankChange, marksOfBlanks } from './changed-blanks'
import { type Fold, foldedLines } from './folded-lines'
import { type UnifiedLine, unifiedLines } from './unified-lines'

/** Unchanged lines that stay beside a change, and how many more there have to be to be folded. */
const MARGIN = 3
const LEAST = 6

const LINES = {
  removed: [
    Decoration.line({ class: 'cm-removedLine' }),
    Decoration.mark({ tagName: 'del', class: 'cm-removed' }),
    Decoration.mark({ class: 'cm-removedText' }),
  ],
  added: [
    Decoration.line({ class: 'cm-addedLine' }),
    Decoration.mark({ tagName: 'ins', class: 'cm-added' }),
    Decoration.mark({ class: 'cm-addedText' }),
  ],
} as const

/** Two texts in one read-only view: removed lines above those that took their place. */
export function unifiedView(
  parent: HTMLElement,
  texts: { readonly before: string; readonly after: string },
  { shared, unchanged }: { shared: Extension; unchanged: string },
): EditorView {
  const lines = unifiedLines(texts.before, texts.after)
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: Text.of(lines.map(({ text }) => text)),
      extensions: [
        numbers(lines, 'before'),
        numbers(lines, 'after'),
        EditorView.decorations.of(Decoration.set(marksOf(lines), true)),
        foldedLines(foldsOf(lines), unchanged),
        shared,
      ],
    }),
  })
}

function marksOf(lines: readonly UnifiedLine[]): Range<Decoration>[] {
  const found: Range<Decoration>[] = []
  let at = 0
  for (const { kind, text, marks } of lines) {
    if (kind !== 'same') {
      const [line, whole, part] = LINES[kind]
      found.push(line.range(at))
      if (text.length > 0) found.push(whole.range(at, at + text.length))
      for (const [from, to] of marks) {
        found.push(part.range(at + from, at + to))
        const changed = text.slice(from, to)
        if (isBlankChange(changed)) found.push(...marksOfBlanks(changed, at + from))
      }
    }
    at += text.length + 1
  }
  return found
}

/** Long stretches that both have; at the ends of the text nothing is beside them to be kept. */
function foldsOf(lines: readonly UnifiedLine[]): Fold[] {
  const folds: Fold[] = []
  let start = 0
  const close = (end: number) => {
    const from = start === 0 ? 0 : start + MARGIN
    const to = end === lines.length ? end : end - MARGIN
    if (to - from >= LEAST) folds.push({ from: from + 1, to })
  }
  for (const [at, { kind }] of lines.entries()) {
    if (kind === 'same') continue
    close(at)
    start = at + 1
  }
  if (start > 0) close(lines.length)
  return folds
}

class LineNumber extends GutterMarker {
  constructor(private readonly text: string) {
    super()
  }

  override eq(other: LineNumber): boolean {
    return other.text === this.text
  }

  override toDOM(): globalThis.Text {
    return document.createTextNode(this.text)
  }
}

function numbers(lines: readonly UnifiedLine[], side: 'before' | 'after'): Extension {
  const widest = new LineNumber(String(Math.max(lines.length, 10)))
  return gutter({
    class: 'cm-lineNumbers',
    initialSpacer: () => widest,
    lineMarker: (view, { from }) => {
      const number = lines[view.state.doc.lineAt(from).number - 1]?.[side]
      return number === undefined ? null : new LineNumber(String(number))
    },
  })
}
