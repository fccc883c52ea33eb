'use client'

import { TextField } from '@/components/ui/form/text-field'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ReasonState } from './use-reason'

/** Asks why, in a dialog. */
export function ReasonField({ why }: { why: ReasonState }) {
  const t = useTranslations('edit')
  return (
    <TextField
      label={t('reason')}
      value={why.text}
      maxLength={500}
      hint={why.hint}
      onChange={(event) => why.setText(event.target.value)}
    />
  )
}
