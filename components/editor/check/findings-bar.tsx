'use client'

import { CircleAlert, TriangleAlert } from 'lucide-react'
import { useTranslations } from '@/lib/messages/use-translations'
import { type Finding, isOfTheWhole } from '@/lib/payload/validate/finding'
import { useFindingWords } from './use-finding-words'

/** The first error under the editor, or else the first warning, with its place; a press goes there. */
export function FindingsBar(props: {
  findings: readonly Finding[]
  /** The format may be given up to save the text as it is. */
  mayBeText: boolean
  onGo: (finding: Finding) => void
}) {
  const t = useTranslations('edit')
  const words = useFindingWords()
  const first = props.findings.find(({ severity }) => severity === 'error') ?? props.findings[0]
  return (
    <div role="status" className="shrink-0">
      {first ? (
        <button
          type="button"
          onClick={() => props.onGo(first)}
          className={`flex w-full items-start gap-2 border-t border-line px-4 py-1.5 text-left text-meta text-text ${first.severity === 'error' ? 'bg-del-bg' : 'bg-chg-bg'}`}
        >
          {first.severity === 'error' ? (
            <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-del" />
          ) : (
            <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-chg" />
          )}
          <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
            {isOfTheWhole(first) ? null : (
              <strong className="font-semibold tabular-nums">
                {t('place', { line: first.line, column: first.column })}{' '}
              </strong>
            )}
            {words(first)}
            {props.mayBeText ? <span className="text-dim"> {t('asText')}</span> : null}
          </span>
          {props.findings.length > 1 ? (
            <span className="shrink-0 text-dim">
              {t('moreFindings', { count: props.findings.length - 1 })}
            </span>
          ) : null}
        </button>
      ) : null}
    </div>
  )
}
