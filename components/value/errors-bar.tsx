'use client'

import type { EditFormat } from '@/components/code/edit-format'
import { FindingsBar } from '@/components/editor/check/findings-bar'
import { useErrors } from '@/components/editor/use-errors'
import type { Finding } from '@/lib/payload/validate/finding'

/** What keeps the readers of a shown text from reading it, if anything does. */
export function ErrorsBar(props: {
  text: string
  format: EditFormat
  onGo: (finding: Finding) => void
}) {
  const errors = useErrors(props.format, props.text)
  return <FindingsBar findings={errors ?? []} mayBeText={false} onGo={props.onGo} />
}
