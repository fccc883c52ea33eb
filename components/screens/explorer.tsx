'use client'

import { useState } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { useCommands } from '@/components/commands/use-commands'
import { FollowTimeline } from '@/components/events/follow-timeline'
import { lazyPart } from '@/components/loading/lazy-part'
import { titleOf } from '@/components/navigation/place'
import { openPlace, usePlace } from '@/components/navigation/use-place'
import { NodePane } from '@/components/node/node-pane'
import { PageTitle } from '@/components/pages/page-title'
import { formatPanes, PANES_COOKIE, type PaneLayout } from '@/components/preferences/preferences'
import { remember } from '@/components/preferences/remember'
import { useTimelineFold } from '@/components/preferences/use-timeline-fold'
import { Header } from '@/components/shell/header'
import { NavRail } from '@/components/shell/nav-rail'
import { TreePane } from '@/components/tree/tree-pane'
import type { Cluster } from '@/lib/api/cluster'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'
import { PaneSwitch } from './pane-switch'
import { Panes } from './panes'

const OutageBar = lazyPart(
  () => import('@/components/shell/outage-bar').then((code) => code.OutageBar),
  {
    place: 'line',
  },
)
const StatusBar = lazyPart(
  () => import('@/components/shell/status-bar').then((code) => code.StatusBar),
  {
    place: 'line',
    waiting: () => <div className="hidden h-[26px] shrink-0 md:block" />,
  },
)
const Timeline = lazyPart(
  () => import('@/components/events/timeline').then((code) => code.Timeline),
  { place: 'pane' },
)

/** The explorer of the cluster: everything below its header follows the address. */
export function Explorer(props: {
  clusters: readonly Cluster[]
  person: string
  layout: PaneLayout
}) {
  const t = useTranslations('shell.shortcuts')
  const place = usePlace()
  const cluster = useCluster()
  const [layout, setLayout] = useState(props.layout)
  const [pane, setPane] = useState(place.pane ?? (place.asked === '/' ? 'tree' : 'node'))
  const resize = (next: PaneLayout) => {
    setLayout(next)
    remember(PANES_COOKIE, formatPanes(next))
  }
  const timeline = useTimelineFold(layout, resize)
  const open = (path: ZnodePath) => {
    openPlace(path)
    setPane('node')
  }
  useCommands('screen', [{ label: t('timeline'), key: 't', run: timeline.toggle }])
  return (
    <>
      <PageTitle parts={[...titleOf(place.asked), cluster.name]} />
      <FollowTimeline isOpen={timeline.isOpen || pane === 'timeline'} />
      <div className="flex h-dvh flex-col overflow-hidden">
        <Header
          clusters={props.clusters}
          person={props.person}
          timeline={{ isOpen: timeline.isOpen, onToggle: timeline.toggle }}
        />
        <OutageBar />
        <div className="flex min-h-0 flex-1">
          <NavRail current="tree" />
          <Panes
            layout={layout}
            isUnfolded={timeline.isUnfolded}
            current={pane}
            onLayout={resize}
            tree={<TreePane path={place.path} onOpen={open} />}
            node={<NodePane place={place} />}
            timeline={<Timeline onOpen={open} />}
          />
        </div>
        <StatusBar />
        <PaneSwitch current={pane} onChange={setPane} />
      </div>
    </>
  )
}
