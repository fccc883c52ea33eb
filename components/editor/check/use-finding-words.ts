'use client'

import { useTranslations } from '@/lib/messages/use-translations'
import type { Finding } from '@/lib/payload/validate/finding'

/** Says what a finding is, in the reader's language; a parser's own words stay its own. */
export function useFindingWords(): (finding: Finding) => string {
  const t = useTranslations('edit.finding')
  return ({ code, detail }) => (code === 'parser' ? detail : t(code, { detail }))
}
