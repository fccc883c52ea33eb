'use client'

import { lazyPart } from '@/components/ui/lazy-part'
import { Segmented } from '@/components/ui/segmented'
import { useTranslations } from '@/lib/messages/use-translations'
import type { Sides } from '@/lib/payload/comparison'
import type { WithMeaning } from '@/lib/payload/meaning/compare'
import { ChangeList } from './change-list'
import type { DiffLayout } from './diff-choice'
import type { EditFormat } from './edit-format'
import type { DiffLayoutState } from './use-diff-layout'

const DiffView = lazyPart(() => import('./diff-view').then(({ DiffView }) => DiffView), {
  place: 'pane',
  waiting: () => <Waiting />,
})

/** Two values compared in the chosen layout; until that is worked out, an empty pane. */
export function Difference(props: {
  compared: (Sides & WithMeaning) | undefined
  format: EditFormat
  layout: DiffLayout
  labels: { readonly before: string; readonly after: string }
}) {
  const t = useTranslations('edit.diff')
  const { compared, format, layout, labels } = props
  if (!compared) return <Waiting />
  const { before, after, kind, meaning } = compared
  if (layout === 'keys' && meaning) return <ChangeList {...meaning} />
  return (
    <DiffView
      before={before}
      after={after}
      layout={layout === 'side' ? 'side' : 'unified'}
      format={kind === 'bytes' ? 'text' : format}
      labels={labels}
      unchanged={t('unchanged')}
    />
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
