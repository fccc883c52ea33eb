'use client'

import type { EditFormat } from '@/components/code/edit-format'
import type { Editing } from '@/components/editor/session/use-edit-session'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { useFocusOnMount } from '@/components/ui/use-focus-on-mount'
import type { Mine, Version } from '@/lib/client/drafts/unsaved-edit'
import { useTranslations } from '@/lib/messages/use-translations'
import { MergePane } from './merge-pane'
import type { Merging } from './use-merge'

type MergeProps = {
  readonly editing: Editing
  readonly mine: Mine
  readonly theirs: Version
  readonly isRecreated: boolean
  readonly format: EditFormat
  readonly merging: Merging
}

/**
 * Base, mine and theirs in one text: what does not overlap is merged, what does is asked. The
 * result is an edit of theirs, and reviewed like any other.
 */
export function MergeView(props: MergeProps) {
  const t = useTranslations('edit.merge')
  const { editing, mine, theirs, format, merging } = props
  const versions = { base: mine.base.version, version: theirs.version }
  const isStuck = merging.at === 'unreadable' || merging.at === 'failed'
  return (
    <section aria-label={t('label')} className="flex min-h-0 flex-1 flex-col">
      <News {...props} />
      {merging.at === 'done' ? (
        <MergePane
          pieces={merging.merged.pieces}
          format={format}
          footer={(merged, open) => (
            <Footer
              {...props}
              label={t('review')}
              why={merged === undefined ? t('open', { count: open }) : undefined}
              onReview={() => merged !== undefined && editing.takeMerged(merged, theirs)}
            />
          )}
        />
      ) : (
        <Waiting />
      )}
      {isStuck ? (
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

/** Takes the focus until there is something to choose, which takes it then. */
function Waiting() {
  const pane = useFocusOnMount<HTMLDivElement>()
  return <div ref={pane} tabIndex={-1} className="min-h-0 flex-1 bg-panel outline-none" />
}

function News({ editing, mine, theirs, isRecreated, merging }: MergeProps) {
  const t = useTranslations('edit.merge')
  const wasRefused = editing.session.refused !== undefined
  const versions = { base: mine.base.version, version: theirs.version }
  const title = isRecreated ? t('recreated') : t(wasRefused ? 'title' : 'compared', versions)
  return (
    <Banner tone="warning" role="alert">
      <strong className="font-semibold">{title}</strong>{' '}
      <span className="text-dim">
        {merging.at === 'unreadable' ? t('unreadable') : null}
        {merging.at === 'failed' ? t('failed') : null}
        {merging.at === 'done' ? t('summary', { count: merging.conflicts }) : null}{' '}
        {merging.at === 'done' && merging.merged.proof === 'nothing' ? t('unproven') : null}
      </span>
    </Banner>
  )
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
