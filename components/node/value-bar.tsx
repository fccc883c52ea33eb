'use client'

import { WandSparkles } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { SizeMeter } from '@/components/editor/edit-bar'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Segmented } from '@/components/ui/segmented'
import { prettyJson } from '@/lib/payload/pretty-json'
import type { NodeBodyProps } from './node-panel'
import type { ValueView } from './views-of'

const ORDER: readonly ValueView[] = ['text', 'pretty', 'hex']

/** Above the value: how it is shown, or while editing, how large it is. */
export function ValueBar(
  props: NodeBodyProps & {
    views: readonly ValueView[]
    shown: ValueView
    onView: (view: ValueView) => void
  },
) {
  const t = useTranslations('node')
  const { payload, editing, views, shown } = props
  const options = ORDER.filter((value) => views.includes(value)).map((value) => ({
    value,
    label: t(`view.${value}`),
  }))
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-2 bg-panel px-3 pt-1.5">
      {editing.isOpen ? (
        <>
          <SizeMeter text={editing.text} />
          <FormatButton {...props} />
        </>
      ) : (
        <>
          {payload.refusal ? (
            <p className="text-meta text-faint">
              {t(payload.refusal === 'binary' ? 'value.notText' : 'value.notUtf8')}
            </p>
          ) : (
            <Segmented
              label={t('view.label')}
              value={shown}
              options={options}
              onChange={props.onView}
            />
          )}
          <span className="flex-1" />
          <CopyText text={payload.text} />
        </>
      )}
    </div>
  )
}

function CopyText({ text }: { text: string | undefined }) {
  const t = useTranslations('node.value')
  const common = useTranslations('common')
  if (text === undefined) return null
  return <CopyButton label={t('copy')} done={common('copied')} text={() => text} />
}

function FormatButton({ payload, editing }: NodeBodyProps) {
  const t = useTranslations('edit')
  if (payload.format !== 'json') return null
  const format = () => {
    const pretty = prettyJson(editing.text)
    if (pretty !== undefined) editing.type(pretty)
  }
  return (
    <Button size="small" onClick={format}>
      <WandSparkles aria-hidden className="size-3" />
      {t('format')}
    </Button>
  )
}
