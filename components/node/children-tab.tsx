'use client'

import { CloudAlert, FolderOpen } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import { useProblemWords } from '@/components/format/use-problem-words'
import { VisibleText } from '@/components/format/visible-text'
import { NoContact, useIsCutOff } from '@/components/shell/no-contact'
import { Banner } from '@/components/ui/banner'
import { EmptyState } from '@/components/ui/empty-state'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { Skeleton } from '@/components/ui/skeleton'
import { indexesOf, useRowWindow } from '@/components/ui/use-row-window'
import { useChildren, useLiveStore } from '@/lib/client/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { childOf, type ZnodePath } from '@/lib/znode/path'
import { CHILDREN_COLUMNS, ChildRow } from './child-row'

const ROW = 28

/** The children as a table; only the rows in view exist and are kept live. */
export function ChildrenTab({ path, count }: { path: ZnodePath; count: number }) {
  const t = useTranslations('node.children')
  const common = useTranslations('common')
  const wordsOf = useProblemWords()
  const { status, names, problem } = useChildren(path)
  const isCutOff = useIsCutOff()
  if (status === 'ready' && names.length === 0)
    return (
      <EmptyState icon={<FolderOpen aria-hidden />} title={t('empty.title')}>
        {t('empty.what')}
      </EmptyState>
    )
  if (names.length > 0)
    return (
      <>
        {problem && !isCutOff ? (
          <Banner tone="warning">
            {t('behind')} {wordsOf(problem, 'reading')}
          </Banner>
        ) : null}
        <ChildTable path={path} names={names} />
      </>
    )
  if (isCutOff && (status === 'loading' || problem?.retriable)) return <NoContact />
  if (status === 'loading' || !problem)
    return <Skeleton label={common('loading')} rows={Math.min(count, 12)} />
  return (
    <EmptyState role="alert" icon={<CloudAlert aria-hidden />} title={t('failed')}>
      {wordsOf(problem, 'reading')} <VisibleText text={problem.detail ?? ''} />
    </EmptyState>
  )
}

function ChildTable({ path, names }: { path: ZnodePath; names: readonly string[] }) {
  const t = useTranslations('node.children')
  const ref = useRef<HTMLElement>(null)
  const rows = useRowWindow({ scroller: ref, count: names.length, height: ROW, overscan: 8 })
  const indexes = indexesOf(rows)
  useShown(indexes.map((index) => childOf(path, names[index] ?? '')))
  return (
    <ScrollRegion
      ref={ref}
      label={t('label', { path })}
      className="min-h-0 flex-1 overflow-auto bg-panel"
    >
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table cannot */}
      <div role="table" aria-label={t('label', { path })} aria-rowcount={names.length + 1}>
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        <div role="rowgroup" className="sticky top-0 z-10 bg-panel">
          {/* biome-ignore lint/a11y/useSemanticElements: as above */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: nothing is done with it */}
          <div
            role="row"
            className={`${CHILDREN_COLUMNS} h-8 border-b border-line text-[11.5px] text-faint`}
            aria-rowindex={1}
          >
            <Heading>{t('name')}</Heading>
            <Heading isNumber>{t('version')}</Heading>
            <Heading isNumber>{t('bytes')}</Heading>
            <Heading isNumber className="hidden @lg:block">
              {t('children')}
            </Heading>
            <Heading isNumber className="hidden @md:block">
              {t('modified')}
            </Heading>
            <Heading className="hidden @3xl:block">{t('owner')}</Heading>
          </div>
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        <div role="rowgroup" className="relative" style={{ height: names.length * ROW }}>
          {indexes.map((index) => (
            <ChildRow
              key={names[index]}
              parent={path}
              name={names[index] ?? ''}
              index={index}
              top={index * ROW}
            />
          ))}
        </div>
      </div>
    </ScrollRegion>
  )
}

function Heading(props: { children: string; isNumber?: boolean; className?: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of the table above
    // biome-ignore lint/a11y/useFocusableInteractive: nothing is sorted by it
    <div
      role="columnheader"
      className={`truncate ${props.isNumber ? 'text-right' : ''} ${props.className ?? ''}`}
    >
      {props.children}
    </div>
  )
}

/** Tells the live store which rows are in view, as long as they are. */
function useShown(paths: readonly ZnodePath[]): void {
  const store = useLiveStore()
  const owner = useId()
  const shown = paths.join('\n')
  useEffect(() => {
    store.show(owner, shown === '' ? [] : (shown.split('\n') as ZnodePath[]))
    return () => store.show(owner, [])
  }, [store, owner, shown])
}
