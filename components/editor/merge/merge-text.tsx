'use client'

import { EditorState, type Extension, type Range, Text } from '@codemirror/state'
import { Decoration, EditorView, lineNumbers, WidgetType } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { codeTheme } from '@/components/code/code-theme'
import type { EditFormat } from '@/components/code/edit-format'
import { hiddenCharacters } from '@/components/code/hidden-characters'
import { loadLanguage } from '@/components/code/languages'
import { lineSeparatorOf } from '@/lib/payload/charset/utf8'
import type { Outcome, Stretch } from '@/lib/payload/merge/outcome'

/** The merged text as it stands, in the editor's own dress; `current` is the conflict to be seen. */
export function MergeText(props: {
  outcome: Outcome
  format: EditFormat
  label: string
  current: number
}) {
  const { outcome, format, label, current } = props
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  useEffect(() => {
    if (!host.current) return
    const created = new EditorView({ parent: host.current })
    view.current = created
    return () => created.destroy()
  }, [])
  useEffect(() => {
    let isCurrent = true
    void loadLanguage(format).then((language) => {
      if (!isCurrent) return
      view.current?.setState(stateOf(outcome, [language, named(label)]))
      view.current?.dispatch({ effects: goTo(outcome, current) })
    })
    return () => {
      isCurrent = false
    }
  }, [outcome, format, label, current])
  return <div ref={host} className="min-h-24 flex-1 overflow-hidden bg-panel" />
}

function named(label: string): Extension {
  return EditorView.contentAttributes.of({
    'aria-label': label,
    'aria-readonly': 'true',
    tabindex: '0',
  })
}

/** The editor counts a line end as one, the text as what it is. */
function placeIn(text: string): (at: number) => number {
  if (lineSeparatorOf(text) === '\n') return (at) => at
  return (at) => at - (text.slice(0, at).split('\r\n').length - 1)
}

function goTo({ text, stretches }: Outcome, current: number) {
  const stretch = stretches.find(({ conflict }) => conflict === current)
  return stretch ? EditorView.scrollIntoView(placeIn(text)(stretch.from), { y: 'center' }) : []
}

function stateOf({ text, stretches }: Outcome, more: Extension): EditorState {
  const separator = lineSeparatorOf(text)
  const doc = Text.of(text.split(separator))
  const place = placeIn(text)
  const marks = stretches.flatMap((stretch) => marksOf(doc, stretch, place))
  return EditorState.create({
    doc,
    extensions: [
      EditorState.lineSeparator.of(separator),
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      EditorView.decorations.of(Decoration.set(marks, true)),
      lineNumbers(),
      hiddenCharacters,
      mergeTheme,
      codeTheme,
      more,
    ],
  })
}

/** Whole lines have their ground tinted; within a line, the part that was changed. */
function marksOf(
  doc: Text,
  { kind, from, to }: Stretch,
  place: (at: number) => number,
): Range<Decoration>[] {
  const [start, end] = [place(from), place(to)]
  const isWhole =
    doc.lineAt(start).from === start && (end === doc.length || doc.lineAt(end).from === end)
  if (start === end) return kind === 'open' ? [HOLE.range(start)] : []
  if (!isWhole) return [Decoration.mark({ class: `cm-part-${kind}` }).range(start, end)]
  const line = Decoration.line({ class: `cm-line-${kind}` })
  const ranges: Range<Decoration>[] = []
  for (let at = start; at < end; at = doc.lineAt(at).to + 1)
    ranges.push(line.range(doc.lineAt(at).from))
  return ranges
}

class Hole extends WidgetType {
  override toDOM(): HTMLElement {
    const mark = document.createElement('span')
    mark.className = 'cm-hole'
    mark.textContent = '?'
    return mark
  }
}

const HOLE = Decoration.widget({ widget: new Hole(), side: 1 })

const mergeTheme = EditorView.theme({
  '.cm-line-mine, .cm-part-mine': { backgroundColor: 'var(--accent-bg)' },
  '.cm-line-theirs, .cm-part-theirs': { backgroundColor: 'var(--chg-bg)' },
  '.cm-line-both, .cm-part-both, .cm-line-chosen, .cm-part-chosen': {
    backgroundColor: 'var(--new-bg)',
  },
  '.cm-line-open, .cm-part-open, .cm-hole': {
    backgroundColor: 'var(--del-bg)',
    outline: '1px solid var(--del)',
    outlineOffset: '-1px',
  },
  '.cm-hole': { padding: '0 6px', borderRadius: '3px', color: 'var(--del)' },
})
