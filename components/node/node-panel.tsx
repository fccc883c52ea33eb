'use client'

import { useEffect } from 'react'
import { rememberPath } from '@/components/command/recent-paths'
import { useEditSession } from '@/components/editor/use-edit-session'
import type { Restorable } from '@/components/history/restorable'
import { useCluster } from '@/components/shell/cluster-context'
import type { NodeTab } from '@/components/shell/place'
import { replacePlace } from '@/components/shell/use-place'
import { lazyPart } from '@/components/ui/lazy-part'
import { Skeleton } from '@/components/ui/skeleton'
import { TabPanel } from '@/components/ui/tabs'
import { useZnode } from '@/lib/client/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import type { Reading } from '@/lib/payload/reading'
import type { ZnodePath } from '@/lib/znode/path'
import { NodeHeader } from './node-header'
import { NodeNews } from './node-news'
import { NodeTabs } from './node-tabs'
import { NothingHere } from './nothing-here'
import { StatStrip } from './stat-strip'
import { useReading, type ValueReading } from './use-reading'
import { ValueTab } from './value-tab'

const TABS = 'znode'

const MoreTabs = lazyPart(() => import('./more-tabs').then(({ MoreTabs }) => MoreTabs), {
  place: 'pane',
  waiting: ({ path }) => <StillReading path={path} />,
  early: true,
})

/** One znode: where it is, what it holds, and what may be done with it. */
export function NodePanel({ path, tab }: { path: ZnodePath; tab: NodeTab }) {
  const t = useTranslations('node')
  const { id } = useCluster()
  const view = useZnode(path)
  const value = useReading(path, view.data)
  const { reading } = value
  const editing = useEditSession(path, view, reading)
  const { stat } = view
  const isRead = view.status === 'ready'
  useEffect(() => {
    if (isRead) rememberPath(id, path)
  }, [isRead, id, path])
  const isGone = view.status === 'missing' && stat !== null && !editing.session.mine
  const body = { path, view, value, reading, editing }
  const restore = ({ lens, text }: Restorable) => {
    replacePlace(path, 'value')
    editing.replaceBy(lens, text)
  }
  return (
    <section aria-label={t('label', { path })} className="@container flex min-h-0 flex-1 flex-col">
      <NodeHeader {...body} />
      <NodeTabs id={TABS} tab={tab} {...body} onTab={(next) => replacePlace(path, next)} />
      <NodeNews {...body} />
      <TabPanel id={TABS} value={tab}>
        <div className={`flex min-h-0 flex-1 flex-col ${isGone ? 'bg-raise grayscale' : ''}`}>
          {stat || editing.session.mine ? (
            <Body tab={tab} {...body} onRestore={restore} />
          ) : (
            <NothingHere path={path} view={view} />
          )}
        </div>
      </TabPanel>
      {stat ? <StatStrip stat={stat} isEditing={editing.isOpen && tab === 'value'} /> : null}
    </section>
  )
}

export type NodeBodyProps = {
  readonly path: ZnodePath
  readonly view: ReturnType<typeof useZnode>
  readonly value: ValueReading
  readonly reading: Reading
  readonly editing: ReturnType<typeof useEditSession>
}

function Body({
  tab,
  onRestore,
  ...props
}: NodeBodyProps & { tab: NodeTab; onRestore: (version: Restorable) => void }) {
  const { path, view } = props
  if (tab === 'value' || !view.stat) return <ValueTab {...props} />
  return <MoreTabs tab={tab} path={path} stat={view.stat} onRestore={onRestore} />
}

function StillReading({ path }: { path: ZnodePath }) {
  const t = useTranslations('node')
  return <Skeleton label={t('loading', { path })} />
}
