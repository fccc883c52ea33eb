'use client'

import { VALUE_VIEWS, type ValueView } from '@/components/preferences/reading-choice'
import { CopyButton } from '@/components/ui/copy-button'
import { Segmented } from '@/components/ui/form/segmented'
import { useTranslations } from '@/lib/messages/use-translations'
import { ValueTools } from './value-parts'
import type { NodeBodyProps } from './value-props'
import { viewsOf } from './views-of'

/** Above the value: how it is shown, and what may be taken from it. */
export function ValueBar(props: NodeBodyProps & { shown: ValueView }) {
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-2 bg-panel px-3 pt-1.5">
      <Views {...props} />
      <span className="flex-1" />
      <CopyText text={props.reading.text} />
      <ValueTools {...props} />
    </div>
  )
}

function Views({ reading, value, shown }: NodeBodyProps & { shown: ValueView }) {
  const t = useTranslations('node')
  const views = viewsOf(reading, value.structure)
  if (value.isUnpacking) return <p className="text-meta text-faint">{t('value.unpacking')}</p>
  return (
    <>
      {views.length > 1 ? (
        <Segmented
          label={t('view.label')}
          value={shown}
          options={VALUE_VIEWS.filter((view) => views.includes(view)).map((view) => ({
            value: view,
            label: t(`view.${view}`),
          }))}
          onChange={(view) => value.choose({ ...value.choice, view })}
        />
      ) : null}
      {reading.refusal ? (
        <p className="min-w-0 grow-99 basis-40 text-meta text-faint">
          {shown === 'structure' && value.structure
            ? t(`value.structure.${value.structure.kind}`)
            : t(`value.refusal.${reading.refusal}`, { declared: reading.declared ?? '' })}
        </p>
      ) : null}
    </>
  )
}

function CopyText({ text }: { text: string | undefined }) {
  const t = useTranslations('node.value')
  const common = useTranslations('common')
  if (text === undefined) return null
  return <CopyButton label={t('copy')} done={common('copied')} text={() => text} />
}
