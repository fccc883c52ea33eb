import { type Chunk, getChunks } from '@codemirror/merge'
import type { Extension, Range } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'
import { UNSEEN } from '@/lib/payload/unseen'

const BLANK = Decoration.mark({ class: 'cm-blank' })
const TAB = Decoration.mark({ class: 'cm-tabBlank' })

/** Whether nothing is to be seen of `text`: it holds blanks, and characters without ink. */
export function isBlankChange(text: string): boolean {
  return /^[ \t]+$/.test(text.replaceAll(UNSEEN, ''))
}

/** Marks that make the blanks of `text` seen, which begins at `from`. */
export function marksOfBlanks(text: string, from: number): Range<Decoration>[] {
  return [...text.matchAll(/ +|\t/g)].map(({ 0: blanks, index }) => {
    const mark = blanks === '\t' ? TAB : BLANK
    return mark.range(from + index, from + index + blanks.length)
  })
}

/** Shows the blanks of a side of a comparison where nothing but blanks changed. */
export const changedBlanks: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    #chunks: readonly Chunk[] | undefined

    constructor(view: EditorView) {
      this.decorations = this.#mark(view)
    }

    update({ view, viewportChanged, state }: ViewUpdate): void {
      if (viewportChanged || getChunks(state)?.chunks !== this.#chunks)
        this.decorations = this.#mark(view)
    }

    #mark(view: EditorView): DecorationSet {
      const found = getChunks(view.state)
      this.#chunks = found?.chunks
      const { from, to } = view.viewport
      const marks = (found?.chunks ?? []).flatMap((chunk) => {
        const start = found?.side === 'a' ? chunk.fromA : chunk.fromB
        return chunk.changes.flatMap((change) => {
          const [begin, end] =
            found?.side === 'a' ? [change.fromA, change.toA] : [change.fromB, change.toB]
          if (start + begin > to || start + end < from) return []
          const text = view.state.sliceDoc(start + begin, start + end)
          return isBlankChange(text) ? marksOfBlanks(text, start + begin) : []
        })
      })
      return Decoration.set(marks, true)
    }
  },
  { decorations: ({ decorations }) => decorations },
)
