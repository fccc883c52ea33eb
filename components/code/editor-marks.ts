import { type Diagnostic, setDiagnostics } from '@codemirror/lint'
import type { EditorState } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { type RefObject, useEffect } from 'react'

/** Something wrong in the text; offsets as in the text, line ends included. */
export type EditorMark = Pick<Diagnostic, 'from' | 'to' | 'severity' | 'message'>

/** Where to go in the text; a new object goes there again. */
export type EditorTarget = { readonly at: number }

/** Marks what is wrong, and goes to where the person asked to be taken. */
export function useMarks(
  ref: RefObject<EditorView | undefined>,
  { marks, target }: { marks?: readonly EditorMark[]; target?: EditorTarget | undefined },
): void {
  useEffect(() => {
    const view = ref.current
    if (!view || !marks) return
    const place = placing(view.state)
    const placed = marks.map((mark) => ({ ...mark, from: place(mark.from), to: place(mark.to) }))
    view.dispatch(setDiagnostics(view.state, placed))
  }, [ref, marks])

  useEffect(() => {
    const view = ref.current
    if (!view || !target) return
    view.dispatch({ selection: { anchor: placing(view.state)(target.at) }, scrollIntoView: true })
    view.focus()
  }, [ref, target])
}

/** The editor counts a line end as one, the text as what it is. */
function placing(state: EditorState): (at: number) => number {
  const text = state.lineBreak === '\r\n' ? state.sliceDoc() : undefined
  return (at) => {
    const ends = text === undefined ? 0 : text.slice(0, at).split('\r\n').length - 1
    return Math.min(at - ends, state.doc.length)
  }
}
