'use client'

import { MergeView } from '@codemirror/merge'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { codeTheme } from '@/components/code/code-theme'
import type { EditFormat } from '@/components/code/edit-format'
import { hiddenCharacters } from '@/components/code/hidden-characters'
import { loadLanguage } from '@/components/code/languages'
import { lineEndsOf } from '@/lib/payload/unseen'
import { changedBlanks } from './changed-blanks'
import { COMPARING } from './changes-of'
import { diffTheme } from './diff-theme'
import { unifiedView } from './unified-view'

type Labels = { readonly before: string; readonly after: string }

type DiffProps = {
  readonly before: string
  readonly after: string
  readonly layout: 'side' | 'unified'
  readonly format: EditFormat
  readonly labels: Labels
  /** Said in place of `$` unchanged lines. */
  readonly unchanged: string
}

const COLLAPSE = { margin: 3, minSize: 6 }

/** Two texts compared, read-only; what did not change is folded away. */
export function DiffView(props: DiffProps) {
  const { before, after, layout, format, unchanged } = props
  const { before: beforeLabel, after: afterLabel } = props.labels
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const parent = host.current
    if (!parent) return
    let view: { destroy(): void } | undefined
    let isCurrent = true
    void loadLanguage(format === 'hex' ? 'text' : format).then((language) => {
      if (!isCurrent) return
      const texts = withoutSharedEnds({ before, after })
      const labels = { before: beforeLabel, after: afterLabel }
      view =
        layout === 'side'
          ? sideBySide(parent, { ...texts, labels, language, unchanged })
          : unifiedView(parent, texts, {
              shared: [readOnly, language, named(`${beforeLabel} → ${afterLabel}`)],
              unchanged,
            })
    })
    return () => {
      isCurrent = false
      view?.destroy()
    }
  }, [before, after, layout, format, unchanged, beforeLabel, afterLabel])
  return <div ref={host} className="diff min-h-0 flex-1 overflow-auto bg-panel" />
}

/**
 * Line ends are compared, and shown, where they are what differs: not where both end their lines
 * alike, nor where more than line ends changed and each text has one kind.
 */
function withoutSharedEnds(texts: { readonly before: string; readonly after: string }) {
  const [was, is] = [lineEndsOf(texts.before), lineEndsOf(texts.after)]
  const before = texts.before.replaceAll('\r\n', '\n')
  const after = texts.after.replaceAll('\r\n', '\n')
  const isMixed = was === 'mixed' || is === 'mixed'
  return isMixed || (was !== is && before === after) ? texts : { before, after }
}

const readOnly: Extension = [
  // A carriage return is a character of its line: so it is compared and can be seen.
  EditorState.lineSeparator.of('\n'),
  EditorState.readOnly.of(true),
  EditorView.editable.of(false),
  hiddenCharacters,
  diffTheme,
  codeTheme,
]

function named(label: string): Extension {
  return EditorView.contentAttributes.of({
    'aria-label': label,
    'aria-readonly': 'true',
    tabindex: '0',
  })
}

type Parts = {
  before: string
  after: string
  labels: Labels
  language: Extension
  unchanged: string
}

function sideBySide(parent: HTMLElement, parts: Parts): MergeView {
  const { before, after, labels, language, unchanged } = parts
  const shared = [
    lineNumbers(),
    readOnly,
    language,
    changedBlanks,
    EditorState.phrases.of({ '$ unchanged lines': unchanged }),
  ]
  return new MergeView({
    parent,
    a: { doc: before, extensions: [shared, named(labels.before)] },
    b: { doc: after, extensions: [shared, named(labels.after)] },
    collapseUnchanged: COLLAPSE,
    diffConfig: COMPARING,
    gutter: true,
  })
}
