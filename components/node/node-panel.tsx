'use client'

import { useEffect, useState } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { rememberPath } from '@/components/commands/recent-paths'
import { useEditSession } from '@/components/editor/session/use-edit-session'
import { lazyPart } from '@/components/loading/lazy-part'
import type { NodeTab } from '@/components/navigation/place'
import { replacePlace } from '@/components/navigation/use-place'
import { Skeleton } from '@/components/ui/skeleton'
import { TabPanel } from '@/components/ui/tabs'
import { useReading } from '@/components/value/use-reading'
import type { NodeBodyProps } from '@/components/value/value-props'
import { useFact, useZnode } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { readableStat, type Stat } from '@/lib/znode/stat'
import { NodeHeader } from './node-header'
import { NodeTabs } from './node-tabs'
import { openingTab, rememberOpening } from './opening-tab'

const TABS = 'znode'

const NodeNews = lazyPart(() => import('./node-news').then((code) => code.NodeNews), {
  place: 'line',
})
const NothingHere = lazyPart(
  () => import('@/components/value/nothing-here').then((code) => code.NothingHere),
  {
    place: 'pane',
    waiting: ({ path }) => <StillReading path={path} />,
  },
)
const StatStrip = lazyPart(() => import('./stat-strip').then((code) => code.StatStrip), {
  place: 'line',
})
const ValueTab = lazyPart(
  () => import('@/components/value/value-tab').then((code) => code.ValueTab),
  {
    place: 'pane',
    waiting: ({ path }) => <StillReading path={path} />,
    early: true,
  },
)
const MoreTabs = lazyPart(() => import('./more-tabs').then(({ MoreTabs }) => MoreTabs), {
  place: 'pane',
  waiting: ({ path }) => <StillReading path={path} />,
  early: true,
})

/** One znode: where it is, what it holds, and what may be done with it. */
export function NodePanel(props: { path: ZnodePath; tab: NodeTab | undefined }) {
  const { path } = props
  const t = useTranslations('node')
  const { id } = useCluster()
  const view = useZnode(path)
  const value = useReading(path, view.data)
  const { reading } = value
  const editing = useEditSession(path, view, reading)
  const { stat } = view
  const opening = useOpening(path, stat)
  const isRead = view.status === 'ready'
  useEffect(() => {
    if (isRead) rememberPath(id, path)
  }, [isRead, id, path])
  const tab = props.tab ?? (editing.isOpen ? 'value' : opening)
  useEffect(() => (tab === 'value' ? ValueTab : MoreTabs).load(), [tab])
  useEffect(StatStrip.load, [])
  const isGone = view.status === 'missing' && stat !== null && !editing.session.mine
  const body = { path, view, value, reading, editing }
  const choose = (next: NodeTab) => {
    if (stat) rememberOpening(stat, next)
    replacePlace(path, next)
  }
  return (
    <section aria-label={t('label', { path })} className="@container flex min-h-0 flex-1 flex-col">
      <NodeHeader {...body} />
      <NodeTabs id={TABS} tab={tab} {...body} onTab={choose} />
      <NodeNews {...body} />
      <TabPanel id={TABS} value={tab}>
        <div className={`flex min-h-0 flex-1 flex-col ${isGone ? 'bg-raise grayscale' : ''}`}>
          {stat || editing.session.mine ? (
            <Body tab={tab} {...body} onTab={choose} />
          ) : (
            <NothingHere path={path} view={view} />
          )}
        </div>
      </TabPanel>
      {stat && tab !== 'stat' ? <StatStrip path={path} stat={stat} /> : null}
    </section>
  )
}

type Acts = { readonly onTab: (tab: NodeTab) => void }

function Body({ tab, onTab, ...props }: NodeBodyProps & Acts & { tab: NodeTab }) {
  const { view } = props
  if (tab === 'value' || !view.stat) return <ValueTab {...props} />
  return <MoreTabs tab={tab} {...props} stat={view.stat} onTab={onTab} />
}

function StillReading({ path }: { path: ZnodePath }) {
  const t = useTranslations('node')
  return <Skeleton label={t('loading', { path })} />
}

/**
 * What the znode opens on, decided by the first that is read of it: a child that comes while one
 * looks at the value takes nothing away. Until then, what is known of it, and the root is a parent.
 */
function useOpening(path: ZnodePath, read: Stat | null): NodeTab {
  const known = readableStat(useFact(path)?.stat ?? null)
  const [opening, setOpening] = useState<NodeTab>()
  if (opening === undefined && read) setOpening(openingTab(read))
  if (opening !== undefined) return opening
  return known ? openingTab(known) : path === ROOT ? 'children' : 'value'
}
