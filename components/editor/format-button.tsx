'use client'

import { WandSparkles } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import type { EditFormat } from '@/components/code/edit-format'
import { askWorker } from '@/components/code/text-worker/ask-worker'
import { Button } from '@/components/ui/button'
import { useTranslations } from '@/lib/messages/use-translations'
import { canFormat, type FormatRefusal, type Formatted } from '@/lib/payload/format/format-text'

type Asked = { readonly format: EditFormat; readonly text: string }

/** Lays the text out afresh, or says why it is left as it is; nothing where no format allows it. */
export function FormatButton(props: {
  format: EditFormat
  text: string
  onFormatted: (text: string) => void
}) {
  const t = useTranslations('edit')
  const { format, text, onFormatted } = props
  const [left, setLeft] = useState<Asked & { refusal: FormatRefusal | 'unchanged' }>()
  const [asked, setAsked] = useState<Asked>()
  // A text that was typed in meanwhile is another one: its layout is nobody's wish.
  const isAsked = asked?.text === text && asked.format === format
  const take = useEffectEvent((formatted: Formatted) => {
    setAsked(undefined)
    if (formatted.ok && formatted.text !== text) onFormatted(formatted.text)
    else setLeft({ format, text, refusal: formatted.ok ? 'unchanged' : formatted.refusal })
  })
  useEffect(() => {
    if (!isAsked) return
    const isOver = new AbortController()
    void askWorker('format', [format, text], isOver.signal)
      .catch((): Formatted => ({ ok: false, refusal: 'failed' }))
      .then((formatted) => {
        if (formatted && !isOver.signal.aborted) take(formatted)
      })
    return () => isOver.abort()
  }, [isAsked, format, text])
  if (!canFormat(format)) return null
  const why = left?.text === text && left.format === format ? left.refusal : undefined
  return (
    <>
      <Button size="small" onClick={() => setAsked({ format, text })}>
        <WandSparkles aria-hidden className="size-3" />
        {t('format')}
      </Button>
      <span role="status" className="text-meta text-dim">
        {why ? t(`formatLeft.${why}`) : null}
      </span>
    </>
  )
}
