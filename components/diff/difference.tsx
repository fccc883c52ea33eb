'use client'

import type { EditFormat } from '@/components/code/edit-format'
import { lazyPart } from '@/components/loading/lazy-part'
import { Segmented } from '@/components/ui/form/segmented'
import { useTranslations } from '@/lib/messages/use-translations'
import type { Sides } from '@/lib/payload/comparison'
import type { WithMeaning } from '@/lib/payload/meaning/compare'
import type { DiffLayout } from './diff-choice'
import { ChangeList } from './key-changes'
import { UnseenNote } from './unseen-note'
import type { DiffLayoutState } from './use-diff-layout'

const DiffView = lazyPart(() => import('./diff-view').then(({ DiffView }) => DiffView), {
  place: 'pane',
  waiting: () => <Waiting />,
})

type Labels = { readonly before: string; readonly after: string }

/** Two values compared in the chosen layout; until that is worked out, an empty pane. */
export function Difference(props: {
  compared: (Sides & WithMeaning) | undefined
  hasFailed: boolean
  format: EditFormat
  layout: DiffLayout
  labels: Labels
}) {
  const t = useTranslations('edit.diff')
  const { compared, format, layout, labels } = props
  if (props.hasFailed)
    return (
      <p role="alert" className="flex-1 bg-panel px-4 py-3 text-del">
        {t('failed')}
      </p>
    )
  if (!compared) return <Waiting />
  const { before, after, kind, meaning } = compared
  return (
    <>
      <SideHeads labels={labels} isBeside={layout === 'side'} />
      {kind === 'text' ? <UnseenNote before={before} after={after} /> : null}
      {layout === 'keys' && meaning ? (
        <ChangeList {...meaning} />
      ) : (
        <DiffView
          before={before}
          after={after}
          layout={layout === 'side' ? 'side' : 'unified'}
          format={kind === 'bytes' ? 'text' : format}
          labels={labels}
          unchanged={t('unchanged')}
        />
      )}
    </>
  )
}

/** Which side is which, above them in every layout. */
function SideHeads({ labels, isBeside }: { labels: Labels; isBeside: boolean }) {
  return (
    <div
      className={`shrink-0 border-b border-line bg-bg text-meta text-dim tabular-nums ${isBeside ? 'grid grid-cols-2' : 'flex flex-wrap gap-x-5'} px-3 py-1`}
    >
      <SideHead label={labels.before} sign="bg-del" />
      <SideHead label={labels.after} sign="bg-new" />
    </div>
  )
}

function SideHead({ label, sign }: { label: string; sign: string }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span aria-hidden className={`h-2.5 w-[3px] shrink-0 rounded-full ${sign}`} />
      <span className="truncate">{label}</span>
    </span>
  )
}

function Waiting() {
  return <div className="min-h-0 flex-1 bg-panel" />
}

/** Chooses the layout, where there is a choice. */
export function DiffLayoutChoice({ layout, layouts, choose }: DiffLayoutState) {
  const t = useTranslations('edit.diff')
  if (layouts.length < 2) return null
  return (
    <Segmented
      label={t('label')}
      value={layout}
      options={layouts.map((value) => ({ value, label: t(value) }))}
      onChange={choose}
    />
  )
}
