import {
  type EditorState,
  type Extension,
  type Range,
  StateEffect,
  StateField,
} from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view'

/** Lines of a document, by number, that are folded away until somebody asks for them. */
export type Fold = { readonly from: number; readonly to: number }

const unfold = StateEffect.define<number>()

/** Folds lines away; `said` has a `$` for how many. */
export function foldedLines(folds: readonly Fold[], said: string): Extension {
  return StateField.define<DecorationSet>({
    create: (state) => Decoration.set(folds.map((fold) => decorationOf(state, fold, said))),
    update: (shown, { effects }) =>
      effects.reduce((left, effect) => {
        if (!effect.is(unfold)) return left
        return left.update({ filter: (from) => from !== effect.value })
      }, shown),
    provide: (field) => EditorView.decorations.from(field),
  })
}

function decorationOf(state: EditorState, { from, to }: Fold, said: string): Range<Decoration> {
  const widget = new FoldWidget(said.replace('$', String(to - from + 1)))
  const [start, end] = [state.doc.line(from).from, state.doc.line(to).to]
  return Decoration.replace({ widget, block: true }).range(start, end)
}

class FoldWidget extends WidgetType {
  constructor(private readonly text: string) {
    super()
  }

  override eq(other: FoldWidget): boolean {
    return other.text === this.text
  }

  override toDOM(view: EditorView): HTMLElement {
    const row = document.createElement('div')
    row.className = 'cm-collapsedLines'
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = this.text
    button.onclick = () => view.dispatch({ effects: unfold.of(view.posAtDOM(row)) })
    row.append(button)
    return row
  }

  override ignoreEvent(): boolean {
    return true
  }
}
