'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useWords } from '@/components/format/use-words'
import { Banner } from '@/components/ui/banner'
import { CopyButton } from '@/components/ui/copy-button'
import { EmptyState } from '@/components/ui/empty-state'
import { Skeleton } from '@/components/ui/skeleton'
import type { Change } from '@/lib/api/history'
import { toBytes } from '@/lib/client/base64'
import { decodeText } from '@/lib/payload/text'
import { useChangeWords } from './change-words'
import { type ChangeInFull, useChange } from './use-change'
import { ValueDiff } from './value-diff'

/** One change: who, when and why, and what it did to the value. */
export function ChangeDetail(props: {
  cluster: string
  change: Pick<Change, 'id' | 'path'>
  /** Compared with this one instead of the version before. */
  against?: Change | undefined
  withPath?: boolean
  actions: (found: ChangeInFull) => ReactNode
}) {
  const t = useTranslations('history')
  const common = useTranslations('common')
  const problems = useTranslations('problem')
  const { cluster, change, against } = props
  const { found, problem } = useChange(cluster, change.path, change.id)
  const other = useChange(cluster, change.path, against?.id)
  const failed = problem ?? other.problem
  if (failed)
    return (
      <EmptyState role="alert" title={t('failed')}>
        {problems(failed.code)}
      </EmptyState>
    )
  if (!found || (against && !other.found)) return <Skeleton label={common('loading')} rows={4} />
  const bytes = found.after.state === 'kept' ? toBytes(found.after.data) : null
  const text = bytes ? decodeText(bytes) : undefined
  const before = other.found && against ? other.found.after : found.before
  return (
    <>
      <Facts change={found.change} withPath={props.withPath ?? false} />
      <Together changes={found.together} />
      {found.before.state === 'unknown' ? <Banner>{t('beforeUnknown')}</Banner> : null}
      <div className="flex shrink-0 flex-wrap items-center justify-end gap-2 border-b border-line px-4 py-1.5">
        {text === undefined ? null : (
          <CopyButton label={t('copy')} done={common('copied')} text={() => text} />
        )}
        {props.actions(found)}
      </div>
      <ValueDiff label={t('diff.label')} before={before} after={found.after} />
    </>
  )
}

/** The other znodes that the same transaction changed. */
function Together({ changes }: { changes: readonly Change[] }) {
  const t = useTranslations('history')
  if (changes.length === 0) return null
  return (
    <div className="max-h-24 shrink-0 overflow-y-auto border-b border-line px-4 py-2">
      <h3 className="text-meta text-dim">{t('sameTransaction', { count: changes.length })}</h3>
      <ul className="font-mono text-value">
        {changes.map(({ id, path }) => (
          <li key={id} className="truncate whitespace-pre">
            {path}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Facts({ change, withPath }: { change: Change; withPath: boolean }) {
  const t = useTranslations('history')
  const words = useWords()
  const { what, notes } = useChangeWords()(change)
  return (
    <dl className="grid shrink-0 grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 border-b border-line px-4 py-2 [&_dt]:text-dim">
      {withPath ? (
        <>
          <dt>{t('fact.path')}</dt>
          <dd className="font-mono text-value [overflow-wrap:anywhere]">{change.path}</dd>
        </>
      ) : null}
      <dt>{t('fact.what')}</dt>
      <dd>{[what, ...notes].join(' · ')}</dd>
      <dt>{t('fact.when')}</dt>
      <dd>{words.time(change.at)}</dd>
      <dt>{t('fact.who')}</dt>
      <dd>{change.person ?? t('somebodyElse')}</dd>
      {change.reason ? (
        <>
          <dt>{t('fact.why')}</dt>
          <dd className="[overflow-wrap:anywhere]">{change.reason}</dd>
        </>
      ) : null}
      <dt>{t('fact.zxid')}</dt>
      <dd className="font-mono text-value">{change.zxid}</dd>
      {change.session ? (
        <>
          <dt>{t('fact.session')}</dt>
          <dd className="font-mono text-value">{change.session}</dd>
        </>
      ) : null}
    </dl>
  )
}
