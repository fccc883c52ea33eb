'use client'

import { useState } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { useFocusOnMount } from '@/components/ui/use-focus-on-mount'
import { useTranslations } from '@/lib/messages/use-translations'
import { conflictsIn, join, type MergePiece } from '@/lib/payload/merge/pieces'
import type { EditFormat } from './edit-format'
import type { Mine, Version } from './edit-session'
import { MergeConflict } from './merge-conflict'
import { SettledPiece } from './settled-piece'
import type { Editing } from './use-edit-session'
import { useMerge } from './use-merge'
import { useSight } from './use-sight'

type MergeProps = {
  readonly editing: Editing
  readonly mine: Mine
  readonly theirs: Version
  readonly isRecreated: boolean
  readonly format: EditFormat
}

/**
 * Base, mine and theirs in one text: what does not overlap is merged, what does is asked. The
 * result is an edit of theirs, and reviewed like any other.
 */
export function MergeView(props: MergeProps) {
  const t = useTranslations('edit.merge')
  const { editing, mine, theirs, isRecreated, format } = props
  const wasRefused = editing.session.refused !== undefined
  const versions = { base: mine.base.version, version: theirs.version }
  const title = isRecreated ? t('recreated') : t(wasRefused ? 'title' : 'compared', versions)
  const before = useSight(mine.lens, mine.base.data)
  const others = useSight(mine.lens, theirs.data)
  const areReadable = before?.ok === true && others?.ok === true
  const merged = useMerge(format, before, mine.text, others)
  const section = useFocusOnMount<HTMLElement>()
  const isUnreadable = before !== undefined && others !== undefined && !areReadable
  return (
    <section
      ref={section}
      aria-label={t('label')}
      tabIndex={-1}
      className="flex min-h-0 flex-1 flex-col outline-none"
    >
      <Banner tone="warning" role="alert">
        <strong className="font-semibold">{title}</strong>{' '}
        <span className="text-dim">
          {isUnreadable ? t('unreadable') : null}
          {merged ? t('summary', { count: conflictsIn(merged.pieces).length }) : null}{' '}
          {merged?.proof === 'nothing' ? t('unproven') : null}
        </span>
      </Banner>
      {merged ? (
        <Pieces {...props} pieces={merged.pieces} />
      ) : (
        <div className="min-h-0 flex-1 bg-panel" />
      )}
      {isUnreadable ? (
        <Footer
          {...props}
          why={undefined}
          label={t('overwrite', versions)}
          onReview={() => editing.takeMerged(mine.text, theirs)}
        />
      ) : null}
    </section>
  )
}

function Pieces(props: MergeProps & { pieces: readonly MergePiece[] }) {
  const t = useTranslations('edit.merge')
  const { pieces, editing, theirs } = props
  const [solutions, setSolutions] = useState<readonly (string | undefined)[]>([])
  const total = conflictsIn(pieces).length
  const solve = (index: number, solution: string | undefined) =>
    setSolutions(
      Array.from({ length: total }, (_, at) => (at === index ? solution : solutions[at])),
    )
  const merged = join(pieces, solutions)
  const open = total - solutions.filter((solution) => solution !== undefined).length
  const numbered = numberConflicts(pieces)
  return (
    <>
      <ScrollRegion label={t('result')} className="min-h-0 flex-1 overflow-auto bg-panel py-2">
        {numbered.map(({ piece, key, conflict }) =>
          piece.kind === 'conflict' ? (
            <MergeConflict
              key={key}
              conflict={piece}
              number={conflict + 1}
              total={total}
              onSolve={(solution) => solve(conflict, solution)}
            />
          ) : (
            <SettledPiece key={key} kind={piece.kind} text={piece.text} />
          ),
        )}
      </ScrollRegion>
      <Footer
        {...props}
        label={t('review')}
        why={merged === undefined ? t('open', { count: open }) : undefined}
        onReview={() => merged !== undefined && editing.takeMerged(merged, theirs)}
      />
    </>
  )
}

function numberConflicts(pieces: readonly MergePiece[]) {
  let conflicts = 0
  return pieces.map((piece, index) => ({
    piece,
    key: `${index}-${piece.kind}`,
    conflict: piece.kind === 'conflict' ? conflicts++ : -1,
  }))
}

function Footer(
  props: MergeProps & { label: string; why: string | undefined; onReview: () => void },
) {
  const t = useTranslations('edit.merge')
  const { editing } = props
  return (
    <div className="flex shrink-0 flex-wrap items-center justify-end gap-2 border-t border-line bg-bg px-3 py-2">
      <Button onClick={editing.discard}>{t('useTheirs')}</Button>
      <Button onClick={() => editing.go('writing')}>{t('keep')}</Button>
      <Button variant="primary" blocked={props.why} onClick={props.onReview}>
        {props.label}
      </Button>
    </div>
  )
}
