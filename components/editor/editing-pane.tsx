'use client'

import { type ReactNode, useEffect, useEffectEvent, useMemo, useState } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import type { EditFormat } from '@/components/code/edit-format'
import { EditorLoader } from '@/components/code/editor-loader'
import type { EditorTarget } from '@/components/code/editor-marks'
import { FindingsBar } from '@/components/editor/check/findings-bar'
import { useCheck } from '@/components/editor/check/use-check'
import { useFindingWords } from '@/components/editor/check/use-finding-words'
import { useSchemas } from '@/components/editor/check/use-schemas'
import { useValidity, type Validity } from '@/components/editor/check/use-validity'
import { MergeView } from '@/components/editor/merge/merge-view'
import { type Merging, useMerge } from '@/components/editor/merge/use-merge'
import { useSight } from '@/components/editor/session/use-decoded'
import type { Editing } from '@/components/editor/session/use-edit-session'
import { sayNotice } from '@/components/notice/notice'
import { useTranslations } from '@/lib/messages/use-translations'
import { outcomeOf } from '@/lib/payload/merge/outcome'
import { hasMine } from '@/lib/payload/merge/pieces'
import { judgeSize } from '@/lib/payload/size'
import { sizeThrough } from '@/lib/payload/through'
import type { ZnodePath } from '@/lib/znode/path'
import { EditBar, nextStep, SizeMeter } from './edit-bar'
import { EditNews } from './edit-news'
import { FormatButton } from './format-button'
import { ReviewView } from './review-view'

export type EditingPaneProps = {
  readonly path: ZnodePath
  readonly editing: Editing
  readonly format: EditFormat
  readonly deletedAt: number | undefined
  /** Why nothing can be written now. */
  readonly blocked: string | undefined
  /** What else may be done with the value. */
  readonly tools: ReactNode
}

/** An open edit: writing, then looking at the difference, then saving; merging where it must be. */
export function EditingPane(props: EditingPaneProps) {
  const { editing, format, blocked } = props
  const { session, clash } = editing
  const { mine, step } = session
  const before = useSight(mine?.lens, mine?.base.data ?? null)
  const was = before?.ok ? before.text : ''
  const check = useCheck(props.path, format, (mine?.lens ?? session.lens)?.charset)
  const validity = useValidity(check, editing.text, was, step === 'reviewing')
  const merging = useMerge(editing, format)
  useUndoOverLater(editing, merging)
  if (mine && step === 'merging' && clash.kind === 'moved')
    return (
      <MergeView
        key={`${clash.theirs.czxid}-${clash.theirs.version}`}
        editing={editing}
        mine={mine}
        theirs={clash.theirs}
        isRecreated={clash.isRecreated}
        format={format}
        merging={merging}
      />
    )
  return (
    <>
      <EditNews editing={editing} deletedAt={props.deletedAt} blocked={blocked} />
      {mine && step !== 'writing' ? (
        <ReviewView
          path={props.path}
          editing={editing}
          mine={mine}
          format={format}
          validity={validity}
          blocked={blocked}
          merging={merging}
        />
      ) : (
        <Writing {...props} validity={validity} merging={merging} />
      )}
    </>
  )
}

/** A change is undone beside what came since; only what clashes with that is asked about. */
function useUndoOverLater(editing: Editing, merging: Merging): void {
  const t = useTranslations('undo')
  const { session, clash } = editing
  const { mine } = session
  const theirs = clash.kind === 'moved' ? clash.theirs : undefined
  const isDue = session.isUndoing && theirs !== undefined && merging.at !== 'working'
  // What restores a deletion is what its merge starts from: it would give way to theirs unsaid.
  const isRestore = mine !== undefined && mine.exact === mine.base.data
  const settle = useEffectEvent(() => {
    if (isRestore) {
      editing.discard()
      return sayNotice(t('why.recreated'))
    }
    const isClean = merging.at === 'done' && merging.conflicts === 0
    if (!isClean || !theirs) return editing.go('merging')
    const { pieces } = merging.merged
    if (hasMine(pieces)) return editing.takeMerged(outcomeOf(pieces, []).text, theirs)
    editing.discard()
    sayNotice(t('already'))
  })
  useEffect(() => {
    if (isDue) settle()
  }, [isDue])
}

type WritingProps = EditingPaneProps & { validity: Validity; merging: Merging }

function Writing(props: WritingProps) {
  const t = useTranslations('edit')
  const words = useFindingWords()
  const { path, editing, format, validity } = props
  const { session } = editing
  const [target, setTarget] = useState<EditorTarget>()
  const { findings } = validity
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the language alone
  const marks = useMemo(
    () => findings.map((finding) => ({ ...finding, message: words(finding) })),
    [findings],
  )
  const lens = session.mine?.lens ?? session.lens
  const bytes = useMemo(() => (lens ? sizeThrough(lens, editing.text) : 0), [lens, editing.text])
  const why = useWhyNot(props, bytes)
  const leave = () => {
    if (session.mine) document.getElementById('znode-value')?.focus()
    else editing.discard()
  }
  return (
    <>
      <WritingBar {...props} bytes={bytes} why={why} />
      <EditorLoader
        text={editing.text}
        format={format}
        label={t('label', { path })}
        isEditable={session.phase === 'editing'}
        onType={editing.type}
        onSave={() => session.mine && why === undefined && editing.go(nextStep(editing))}
        onEscape={leave}
        marks={marks}
        target={target}
        schemas={useSchemas(path)}
      />
      <FindingsBar
        findings={findings}
        mayBeText={validity.blocking !== undefined && format !== 'hex'}
        onGo={({ from }) => setTarget({ at: from })}
      />
    </>
  )
}

function WritingBar(props: WritingProps & { bytes: number; why: string | undefined }) {
  const { editing, format } = props
  const { session, text } = editing
  const lens = session.mine?.lens ?? session.lens
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-2 bg-panel px-3 pt-1.5">
      {lens ? <SizeMeter bytes={props.bytes} isPacked={lens.packing !== null} /> : null}
      <FormatButton format={format} text={text} onFormatted={editing.type} />
      {props.tools}
      <span className="flex grow justify-end gap-2">
        <EditBar editing={editing} blocked={props.why} merging={props.merging} />
      </span>
    </div>
  )
}

/** Why what is written cannot be reviewed. */
function useWhyNot(
  { editing, blocked, validity }: EditingPaneProps & { validity: Validity },
  bytes: number,
) {
  const t = useTranslations('edit')
  const words = useFindingWords()
  const { maxValueBytes } = useCluster()
  const { blocking } = validity
  const lens = editing.session.mine?.lens
  const isPacked = lens?.packing !== null
  if (blocked !== undefined) return blocked
  if (!isPacked && judgeSize(bytes, maxValueBytes) === 'over') return t('tooLarge')
  if (!blocking) return undefined
  const place = t('place', { line: blocking.line, column: blocking.column })
  return `${place} ${words(blocking)}`
}
