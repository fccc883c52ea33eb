'use client'

import type { Problem } from '@/lib/api/problem'
import { useTranslations } from '@/lib/messages/use-translations'

/** Answers of a proxy that is too small for a request, and of one that has nobody behind it. */
const TOO_LARGE = new Set([413, 414, 431])
const DOWN = new Set([502, 503, 504])

/** What went wrong, in a sentence. A limit means another thing to a read than to a write. */
export function useProblemWords() {
  const t = useTranslations('problem')
  return ({ code, status }: Pick<Problem, 'code' | 'status'>, doing?: 'reading'): string => {
    if (code === 'too-large' && doing === 'reading') return t('read.too-large')
    if (code !== 'foreign-answer') return t(code)
    if (TOO_LARGE.has(status)) return t('foreign.size', { status })
    if (DOWN.has(status)) return t('foreign.down', { status })
    if (status < 400) return t('foreign.page', { status })
    return t('foreign-answer', { status })
  }
}
