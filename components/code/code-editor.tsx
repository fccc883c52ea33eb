'use client'

import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching, foldGutter, foldKeymap } from '@codemirror/language'
import { lintGutter, lintKeymap } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { Compartment, EditorState, type Extension, Transaction } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { type RefObject, useEffect, useEffectEvent, useRef } from 'react'
import { lineSeparatorOf } from '@/lib/payload/charset/utf8'
import { codeTheme } from './code-theme'
import { createState } from './create-state'
import type { EditFormat } from './edit-format'
import { type EditorMark, type EditorTarget, useMarks } from './editor-marks'
import { hiddenCharacters } from './hidden-characters'
import { loadLanguage } from './languages'
import { usePhrases } from './use-phrases'

export type CodeEditorProps = {
  readonly text: string
  readonly format: EditFormat
  /** Its accessible name. */
  readonly label: string
  readonly isEditable: boolean
  readonly onType?: (text: string) => void
  readonly onSave?: () => void
  readonly onEscape?: () => void
  readonly marks?: readonly EditorMark[]
  readonly target?: EditorTarget | undefined
  /** The JSON Schemas by which keys and values are completed. */
  readonly schemas?: readonly unknown[] | undefined
}

const language = new Compartment()
const access = new Compartment()

const BASICS: Extension = [
  lineNumbers(),
  hiddenCharacters,
  drawSelection(),
  highlightSelectionMatches(),
  search({ top: true }),
  keymap.of([...searchKeymap, ...historyKeymap, ...foldKeymap, ...lintKeymap, ...defaultKeymap]),
  codeTheme,
]

function saveKeys(run: () => boolean): Extension {
  return keymap.of([
    { key: 'Mod-Enter', run },
    { key: 'Mod-s', run },
  ])
}

/** Read-only text keeps its tab stop: it scrolls, is searched and copied by keyboard. */
function accessFor(isEditable: boolean, label: string): Extension {
  const attributes = { 'aria-label': label, tabindex: '0' }
  return isEditable
    ? [highlightActiveLine(), bracketMatching(), EditorView.contentAttributes.of(attributes)]
    : [
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        EditorView.contentAttributes.of({ ...attributes, 'aria-readonly': 'true' }),
      ]
}

/** CodeMirror, holding `text`; what is typed is told by `onType`. */
export function CodeEditor(props: CodeEditorProps) {
  const { text, format, label, isEditable, schemas } = props
  const phrases = usePhrases()
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  // What the editor holds, where that is known: slicing a megabyte for each key takes its time.
  const held = useRef<string>(undefined)
  const onTyped = useEffectEvent((typed: string) => {
    held.current = typed
    props.onType?.(typed)
  })
  const onKey = useEffectEvent((key: 'save' | 'escape') => {
    const action = key === 'save' ? props.onSave : props.onEscape
    action?.()
    return action !== undefined
  })
  const makeState = useEffectEvent(() =>
    createState(text, [
      saveKeys(() => onKey('save')),
      BASICS,
      phrases,
      history(),
      foldGutter(),
      keymap.of([{ key: 'Escape', run: () => onKey('escape') }]),
      language.of([]),
      access.of(accessFor(isEditable, label)),
      isEditable ? lintGutter() : [],
      EditorView.updateListener.of((update) => {
        const isTyped = update.transactions.some((each) => each.annotation(Transaction.userEvent))
        if (update.docChanged && isTyped) onTyped(update.state.sliceDoc())
      }),
    ]),
  )

  useEffect(() => {
    if (!host.current) return
    const created = new EditorView({ parent: host.current, state: makeState() })
    view.current = created
    return () => created.destroy()
  }, [])

  useGivenText(view, text, held, makeState)

  useEffect(() => {
    view.current?.dispatch({ effects: access.reconfigure(accessFor(isEditable, label)) })
    if (isEditable) view.current?.focus()
  }, [isEditable, label])

  useEffect(() => {
    let isCurrent = true
    void loadLanguage(format, schemas).then((loaded) => {
      if (isCurrent) view.current?.dispatch({ effects: language.reconfigure(loaded) })
    })
    return () => {
      isCurrent = false
    }
  }, [format, schemas])

  useMarks(view, props)

  return <div ref={host} className="min-h-0 flex-1 overflow-hidden bg-panel" />
}

/** Takes over a text that did not come out of the editor itself: `held` is the last that did. */
function useGivenText(
  view: RefObject<EditorView | undefined>,
  text: string,
  held: RefObject<string | undefined>,
  makeState: () => EditorState,
): void {
  const remake = useEffectEvent(makeState)
  useEffect(() => {
    const editor = view.current
    if (!editor || text === held.current || editor.state.sliceDoc() === text) return
    held.current = undefined
    const isSameKind = editor.state.lineBreak === lineSeparatorOf(text)
    if (!isSameKind) editor.setState(remake())
    else
      editor.dispatch({
        changes: { from: 0, to: editor.state.doc.length, insert: editor.state.toText(text) },
      })
  }, [view, text, held])
}
