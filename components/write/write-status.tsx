'use client'

import { useProblemWords } from '@/components/format/use-problem-words'
import { VisibleText } from '@/components/format/visible-text'
import { Banner } from '@/components/ui/banner'
import type { Found } from '@/lib/client/writes/resolve-write'
import type { Standing } from '@/lib/client/writes/use-write'
import { useTranslations } from '@/lib/messages/use-translations'

/**
 * Of a write whose answer never came: that it is unknown what became of it, and once that is found
 * out (`found`), what. `hasDraft`: what was written is kept.
 */
export function DoubtNews({ found, hasDraft = false }: { found?: Found; hasDraft?: boolean }) {
  const t = useTranslations('doubt')
  const wordsOf = useProblemWords()
  const outcome = found?.outcome ?? 'open'
  if (outcome === 'applied') return null
  const why = wordsOf({ code: found?.code ?? 'outcome-unknown', status: 0 })
  return (
    <Banner tone={outcome === 'open' ? 'warning' : 'danger'} role="alert">
      <strong className="font-semibold">{t(`${outcome}.title`)}</strong>{' '}
      <span className="text-dim">
        {t(`${outcome}.what`, { why })} {hasDraft ? t('draft') : null}
      </span>
    </Banner>
  )
}

/** Why the write of a dialog has not succeeded. */
export function WriteNews({ standing }: { standing: Standing }) {
  const wordsOf = useProblemWords()
  if (standing.at === 'doubt') return <DoubtNews />
  if (standing.at === 'found') return <DoubtNews found={standing.found} />
  if (standing.at !== 'refused') return null
  const { detail, path } = standing.problem
  return (
    <Banner tone="danger" role="alert">
      {wordsOf(standing.problem)}{' '}
      {path ? (
        <span className="font-mono text-value">
          <VisibleText text={path} />
        </span>
      ) : null}{' '}
      {detail ? (
        <span className="text-dim">
          <VisibleText text={detail} />
        </span>
      ) : null}
    </Banner>
  )
}
