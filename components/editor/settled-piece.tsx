'use client'

import { useTranslations } from '@/lib/messages/use-translations'
import type { MergePiece } from '@/lib/payload/merge/pieces'

type Kind = Exclude<MergePiece['kind'], 'conflict'>

const TINTS: Record<Kind, string> = {
  same: '',
  mine: 'bg-accent-bg',
  theirs: 'bg-chg-bg',
  both: 'bg-new-bg',
}

/** Lines of an unchanged stretch that are kept at each end. */
const CONTEXT = 3

/** A stretch of the merge that needs nobody: whose it is, and what it holds. */
export function SettledPiece({ kind, text }: { kind: Kind; text: string }) {
  const t = useTranslations('edit.merge')
  const lines = text.replace(/\r?\n$/, '').split('\n')
  const hidden = kind === 'same' ? lines.length - 2 * CONTEXT : 0
  const isFolded = hidden > 1
  const shown = isFolded ? lines.slice(0, CONTEXT) : lines
  return (
    <div className={`px-4 ${TINTS[kind]}`}>
      {kind === 'same' ? null : (
        <p className="pt-1 text-meta font-semibold text-dim">{t(`whose.${kind}`)}</p>
      )}
      {text === '' ? <p className="text-dim italic">{t('removed')}</p> : <Lines lines={shown} />}
      {isFolded ? (
        <>
          <p className="-mx-4 my-1 bg-raise px-4 py-1 text-meta text-dim">
            {t('hidden', { count: hidden })}
          </p>
          <Lines lines={lines.slice(-CONTEXT)} />
        </>
      ) : null}
    </div>
  )
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <pre className="min-h-5 text-value whitespace-pre-wrap [overflow-wrap:anywhere]">
      {lines.join('\n')}
    </pre>
  )
}
