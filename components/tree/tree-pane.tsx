'use client'

import { FilterX, Lock, Plus, TriangleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { NoContact, useIsCutOff } from '@/components/cluster/no-contact'
import { useProblemWords } from '@/components/format/use-problem-words'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Skeleton } from '@/components/ui/skeleton'
import { useLiveStore, useTree } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { TreeFilter } from './tree-filter'
import { TreeView, type TreeViewProps } from './tree-view'

export type TreePaneProps = {
  /** The znode that is open beside the tree; its row is brought into view when it changes. */
  readonly path: ZnodePath | undefined
  readonly onOpen: (path: ZnodePath) => void
  /** Asks for a child of the open znode to be created; without it there is no button. */
  readonly onCreate?: () => void
  /** Why nothing can be created now. */
  readonly createBlocked?: string | undefined
}

/** The tree with its filter: the left pane of the explorer. */
export function TreePane({ path: selected, onOpen, onCreate, createBlocked }: TreePaneProps) {
  const t = useTranslations('tree')
  const { tree } = useLiveStore()
  const picked = useRef<ZnodePath>(null)
  useEffect(() => {
    if (selected && picked.current !== selected) tree.reveal(selected)
    picked.current = null
  }, [tree, selected])
  const select = (path: ZnodePath) => {
    if (path !== selected) picked.current = path
    onOpen(path)
  }
  return (
    <div className="flex h-full min-h-0 flex-col bg-panel">
      <div className="flex h-10 shrink-0 items-center gap-1 border-b border-line px-3 pointer-coarse:h-14">
        <TreeFilter onSelect={onOpen} />
        {onCreate ? (
          <Button
            variant="quiet"
            size="icon"
            blocked={createBlocked}
            aria-label={t('create', { path: selected ?? ROOT })}
            tip={t('create', { path: selected ?? ROOT })}
            onClick={onCreate}
          >
            <Plus aria-hidden className="size-4" />
          </Button>
        ) : null}
      </div>
      <TreeContent selected={selected} onSelect={select} />
      <Announcement />
    </div>
  )
}

function TreeContent(props: TreeViewProps) {
  const t = useTranslations('tree')
  const { rows, filter, full, tree } = useTree()
  const isCutOff = useIsCutOff()
  const only = rows.rowCount <= 1 ? rows.rowAt(0) : undefined
  if (rows.rowCount === 0 && filter !== '')
    return (
      <EmptyState
        icon={<FilterX aria-hidden />}
        title={t('noMatch')}
        action={<Button onClick={() => tree.setFilter('')}>{t('clearFilter')}</Button>}
      />
    )
  if (rows.rowCount === 0) return <EmptyState title={t('empty')} />
  if (only?.path === ROOT)
    return isCutOff ? (
      <NoContact brief />
    ) : only.kind === 'failed' ? (
      <RootFailed />
    ) : (
      <Skeleton label={t('loading')} />
    )
  return (
    <>
      {full ? <Banner tone="warning">{t('full')}</Banner> : null}
      <TreeView {...props} />
    </>
  )
}

function RootFailed() {
  const t = useTranslations('tree')
  const wordsOf = useProblemWords()
  const { tree, children } = useLiveStore()
  const problem = children.problem(ROOT)
  const denied = problem?.code === 'no-auth'
  return (
    <EmptyState
      role="alert"
      icon={denied ? <Lock aria-hidden /> : <TriangleAlert aria-hidden />}
      title={t('failed')}
      action={<Button onClick={() => tree.retry(ROOT)}>{t('retry')}</Button>}
    >
      {problem ? wordsOf(problem, 'reading') : null}
    </EmptyState>
  )
}

/** What sighted people see happen: how many rows match, and where the focus went. */
function Announcement() {
  const t = useTranslations('tree')
  const { rows, filter, lost } = useTree()
  const news = lost
    ? lost.next === null
      ? t('lostLast', { name: lost.name })
      : t('lost', { name: lost.name, next: lost.next })
    : filter !== ''
      ? t('matches', { count: rows.rowCount })
      : ''
  return (
    <p role="status" className="sr-only">
      {news}
    </p>
  )
}
