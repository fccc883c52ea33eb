'use client'

import { useMemo } from 'react'
import { EditorLoader } from '@/components/editor/editor-loader'
import { lazyPart } from '@/components/ui/lazy-part'
import { Skeleton } from '@/components/ui/skeleton'
import { useTranslations } from '@/lib/messages/use-translations'
import { prettyJson } from '@/lib/payload/json/pretty'
import type { NodeBodyProps } from './node-panel'
import type { ValueView } from './views-of'

const HexView = lazyPart(() => import('./hex-view').then(({ HexView }) => HexView), {
  place: 'pane',
})

const NOTHING = new Uint8Array()

/** The value, read-only. */
export function ShownValue({ path, value, reading, shown }: NodeBodyProps & { shown: ValueView }) {
  const t = useTranslations('node.value')
  const { text = '', format } = reading
  const pretty = useMemo(() => (shown === 'pretty' ? prettyJson(text) : undefined), [shown, text])
  if (value.isUnpacking) return <Skeleton label={t('label', { path })} />
  if (shown === 'hex') return <HexView path={path} data={reading.bytes ?? NOTHING} />
  return (
    <EditorLoader
      text={pretty ?? (shown === 'structure' ? (value.structure?.text ?? '') : text)}
      format={shown === 'structure' ? 'text' : format}
      label={t('label', { path })}
      isEditable={false}
    />
  )
}
