'use client'

import { lazy, Suspense, useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { EditorLoader } from '@/components/editor/editor-loader'
import { Skeleton } from '@/components/ui/skeleton'
import { detect } from '@/lib/payload/detect'
import { prettyJson } from '@/lib/payload/pretty-json'
import type { NodeBodyProps } from './node-panel'
import type { ValueView } from './views-of'

const HexView = lazy(() => import('./hex-view').then(({ HexView }) => ({ default: HexView })))

const NOTHING = new Uint8Array()

/** The value, read-only. */
export function ShownValue({ path, view, payload, shown }: NodeBodyProps & { shown: ValueView }) {
  const t = useTranslations('node.value')
  const { text = '', format } = payload
  const pretty = useMemo(() => (shown === 'pretty' ? prettyJson(text) : undefined), [shown, text])
  if (shown === 'hex')
    return (
      <Suspense fallback={<Skeleton label={t('label', { path })} />}>
        <HexView path={path} data={view.data ?? NOTHING} />
      </Suspense>
    )
  return (
    <EditorLoader
      text={pretty ?? text}
      format={format}
      label={t('label', { path })}
      isEditable={false}
    />
  )
}

/** The value while it is edited: what was typed, else what the znode holds. */
export function EditedValue({ path, payload, editing }: NodeBodyProps) {
  const t = useTranslations('edit')
  const { session } = editing
  const leave = () => {
    if (session.mine) document.getElementById('znode-value')?.focus()
    else editing.discard()
  }
  return (
    <EditorLoader
      text={editing.text}
      format={payload.text ? payload.format : detect(session.mine?.base.data ?? null).format}
      label={t('label', { path })}
      isEditable={session.phase === 'editing'}
      onType={editing.type}
      onSave={editing.save}
      onEscape={leave}
    />
  )
}
