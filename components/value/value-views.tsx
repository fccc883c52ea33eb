'use client'

import { useMemo, useState } from 'react'
import type { EditFormat } from '@/components/code/edit-format'
import { EditorLoader } from '@/components/code/editor-loader'
import type { EditorTarget } from '@/components/code/editor-marks'
import { LateCode } from '@/components/loading/late-code'
import { lazyPart } from '@/components/loading/lazy-part'
import { useLate } from '@/components/loading/use-late'
import type { ValueView } from '@/components/preferences/reading-choice'
import { Skeleton } from '@/components/ui/skeleton'
import { useTranslations } from '@/lib/messages/use-translations'
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
