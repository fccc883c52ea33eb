'use client'

import { type ReactNode, useMemo } from 'react'
import { AclDiff } from '@/components/acl/acl-diff'
import { ValueDiff } from '@/components/diff/value-diff'
import { useChangeWords } from '@/components/format/change-words'
import { useWords } from '@/components/format/use-words'
import { VisibleText } from '@/components/format/visible-text'
import { asOneInFull } from '@/components/history/changes/as-one'
import { HistoryProblem } from '@/components/history/changes/history-problem'
import { Banner } from '@/components/ui/banner'
import { Skeleton } from '@/components/ui/skeleton'
import type { Change, ChangeInFull, ChangeRun } from '@/lib/api/history'
import { useTranslations } from '@/lib/messages/use-translations'
import { useChange } from './use-change'

/** One change: who, when and why, and what it did to the value. */
export function ChangeDetail(props: {
  cluster: string
  change: Pick<Change, 'id' | 'path'>
  /** All of it as one change. */
  run?: ChangeRun | undefined
  /** Compared with this one instead of the version before. */
  against?: Change | undefined
  withPath?: boolean
  actions: (found: ChangeInFull) => ReactNode
}) {
  const t = useTranslations('history')
  const common = useTranslations('common')
  const { cluster, change, against, run } = props
  const { found, problem } = useFound(cluster, change, run)
  const other = useChange(cluster, change.path, against?.id)
  const failed = problem ?? other.problem
  const labels = useSideLabels(found?.change, against)
  if (failed) return <HistoryProblem problem={failed} />
  if (!found || (against && !other.found)) return <Skeleton label={common('loading')} rows={4} />
  const before = other.found && against ? other.found.after : found.before
  const isUnknown = found.before.state === 'unknown' && found.change.kind !== 'acl'
  return (
    <>
      <Facts change={found.change} withPath={props.withPath ?? false} />
      <Together changes={found.together} />
      {isUnknown && !against ? <Banner>{t('beforeUnknown')}</Banner> : null}
      {found.change.kind === 'acl' && !against ? (
        <AclDiff {...found.acl} actions={props.actions(found)} />
      ) : (
        <ValueDiff
          cluster={cluster}
          path={change.path}
          before={before}
          after={found.after}
          labels={labels}
          actions={props.actions(found)}
        />
      )}
    </>
  )
}

/** A change, or a run from its oldest to its newest. */
function useFound(
  cluster: string,
  { path, id }: Pick<Change, 'id' | 'path'>,
  run: ChangeRun | undefined,
) {
  const newest = useChange(cluster, path, id)
  const oldest = useChange(cluster, path, run?.oldest)
  const found = useMemo(
    () =>
      run && newest.found
        ? oldest.found && asOneInFull(newest.found, oldest.found, run)
        : newest.found,
    [run, newest.found, oldest.found],
  )
  return { found, problem: newest.problem ?? oldest.problem }
}

/** What the two sides of a comparison are called. */
function useSideLabels(change: Change | undefined, against: Change | undefined) {
  const t = useTranslations('history.diff')
  const before = (against ?? change?.before)?.version
  const after = change?.kind === 'deleted' ? undefined : change?.version
  return {
    before: before == null ? t('before') : t('beforeVersion', { version: before }),
    after: after == null ? t('after') : t('afterVersion', { version: after }),
  }
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
            <VisibleText text={path} />
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
          <dd className="font-mono text-value [overflow-wrap:anywhere]">
            <VisibleText text={change.path} />
          </dd>
        </>
      ) : null}
      <dt>{t('fact.what')}</dt>
      <dd>{[what, ...notes].join(' · ')}</dd>
      <dt>{t('fact.when')}</dt>
      <dd>{words.time(change.at)}</dd>
      <dt>{t('fact.who')}</dt>
      <dd>
        <VisibleText text={change.person ?? t('somebodyElse')} />
      </dd>
      {change.reason ? (
        <>
          <dt>{t('fact.why')}</dt>
          <dd className="[overflow-wrap:anywhere]">
            <VisibleText text={change.reason} />
          </dd>
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
