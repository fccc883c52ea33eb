'use client'

import { MergeView, unifiedMergeView } from '@codemirror/merge'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { codeTheme } from './code-theme'
import { diffTheme } from './diff-theme'
import type { EditFormat } from './edit-format'
import { loadLanguage } from './languages'

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

/** A comparison may take so long; beyond it, larger stretches count as changed. */
const SCAN = { scanLimit: 1_000, timeout: 500 }
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
      const shared = [
        readOnly,
        language,
        EditorState.phrases.of({ '$ unchanged lines': unchanged }),
      ]
      const labels = { before: beforeLabel, after: afterLabel }
      const make = layout === 'side' ? sideBySide : unified
      view = make(parent, { before, after, labels, shared })
    })
    return () => {
      isCurrent = false
      view?.destroy()
    }
  }, [before, after, layout, format, unchanged, beforeLabel, afterLabel])
  return <div ref={host} className="diff min-h-0 flex-1 overflow-auto bg-panel" />
}

const readOnly: Extension = [
  lineNumbers(),
  EditorState.readOnly.of(true),
  EditorView.editable.of(false),
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

type Parts = { before: string; after: string; labels: Labels; shared: Extension }

function sideBySide(parent: HTMLElement, { before, after, labels, shared }: Parts): MergeView {
  return new MergeView({
    parent,
    a: { doc: before, extensions: [shared, named(labels.before)] },
    b: { doc: after, extensions: [shared, named(labels.after)] },
    collapseUnchanged: COLLAPSE,
    diffConfig: SCAN,
    gutter: true,
  })
}

function unified(parent: HTMLElement, { before, after, labels, shared }: Parts): EditorView {
  return new EditorView({
    parent,
    doc: after,
    extensions: [
      shared,
      named(labels.after),
      unifiedMergeView({
        original: before,
        mergeControls: false,
        collapseUnchanged: COLLAPSE,
        diffConfig: SCAN,
      }),
    ],
  })
}
