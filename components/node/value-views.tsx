'use client'

import { useMemo, useState } from 'react'
import type { EditFormat } from '@/components/editor/edit-format'
import { EditorLoader } from '@/components/editor/editor-loader'
import type { EditorTarget } from '@/components/editor/editor-marks'
import { LateCode } from '@/components/ui/late-code'
import { lazyPart } from '@/components/ui/lazy-part'
import { Skeleton } from '@/components/ui/skeleton'
import { useLate } from '@/components/ui/use-late'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ValueView } from './reading-choice'
import type { NodeBodyProps } from './value-props'

const HexView = lazyPart(() => import('./hex-view').then(({ HexView }) => HexView), {
  place: 'pane',
})

const ErrorsBar = lazyPart(() => import('./errors-bar').then(({ ErrorsBar }) => ErrorsBar), {
  place: 'pane',
})

const layouts = new LateCode(() => import('@/lib/payload/json/pretty'))

const NOTHING = new Uint8Array()

/** The value, read-only. */
export function ShownValue({ path, value, reading, shown }: NodeBodyProps & { shown: ValueView }) {
  const t = useTranslations('node.value')
  const { text = reading.glimpse ?? '', format } = reading
  const layout = useLate(layouts)
  const pretty = useMemo(
    () => (shown === 'pretty' ? layout?.prettyJson(text) : undefined),
    [layout, shown, text],
  )
  if (value.isUnpacking || !layout) return <Skeleton label={t('label', { path })} />
  if (shown === 'hex') return <HexView path={path} data={reading.bytes ?? NOTHING} />
  const label = t('label', { path })
  if (shown === 'structure') {
    const structure = value.structure?.text ?? ''
    return <EditorLoader text={structure} format="text" label={label} isEditable={false} />
  }
  return <ShownText text={pretty ?? text} format={format} label={label} />
}

/** Text, with what keeps its format's readers from reading it. */
function ShownText({ text, format, label }: { text: string; format: EditFormat; label: string }) {
  const [target, setTarget] = useState<EditorTarget>()
  return (
    <>
      <EditorLoader text={text} format={format} label={label} isEditable={false} target={target} />
      <ErrorsBar text={text} format={format} onGo={({ from }) => setTarget({ at: from })} />
    </>
  )
}
