'use client'

import type { ReactNode } from 'react'
import { isLasting } from '@/components/cluster/pill-state'
import type { PaneName } from '@/components/navigation/place'
import { PANE_LIMITS, type PaneLayout } from '@/components/preferences/preferences'
import { Splitter } from '@/components/ui/splitter'
import { useClusterState } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'

const PANE =
  'relative hidden min-h-0 min-w-0 flex-col md:flex group-data-[pane=tree]/panes:data-[name=tree]:flex group-data-[pane=node]/panes:data-[name=node]:flex group-data-[pane=timeline]/panes:data-[name=timeline]:flex'

/**
 * Tree, znode and timeline side by side; on a phone the one named by `current`. Widths are CSS
 * variables that the server renders already, so that nothing jumps when the scripts arrive.
 */
export function Panes(props: {
  layout: PaneLayout
  /** The timeline was asked for on a narrow screen. */
  isUnfolded: boolean
  current: PaneName
  onLayout: (layout: PaneLayout) => void
  tree: ReactNode
  node: ReactNode
  timeline: ReactNode
}) {
  const t = useTranslations('shell.panes')
  const { layout, onLayout } = props
  const stale = isLasting(useClusterState()) ? 'stale' : ''
  return (
    <main
      data-pane={props.current}
      style={{ '--tree': `${layout.tree}px`, '--timeline': `${layout.timeline}px` }}
      className="group/panes flex min-h-0 min-w-0 flex-1"
    >
      <section
        id="pane-tree"
        data-name="tree"
        aria-label={t('tree')}
        className={`${PANE} ${stale} bg-panel max-md:flex-1 md:w-(--tree) md:max-w-[28%] xl:max-w-[45%] md:shrink-0`}
      >
        {props.tree}
        <Splitter
          label={t('resizeTree')}
          controls="pane-tree"
          side="left"
          width={layout.tree}
          {...PANE_LIMITS.tree}
          onResize={(tree) => onLayout({ ...layout, tree })}
        />
      </section>
      <div id="pane-node" data-name="node" className={`${PANE} flex-1`}>
        {props.node}
      </div>
      <section
        id="pane-timeline"
        data-name="timeline"
        data-closed={!layout.isTimelineOpen || undefined}
        data-folded={!props.isUnfolded || undefined}
        aria-label={t('timeline')}
        className={`${PANE} ${stale} bg-panel max-md:flex-1 md:w-(--timeline) md:max-w-[27%] xl:max-w-[40%] md:shrink-0 min-[1180px]:data-closed:hidden md:max-[1180px]:data-folded:hidden`}
      >
        {props.timeline}
        <Splitter
          label={t('resizeTimeline')}
          controls="pane-timeline"
          side="right"
          width={layout.timeline}
          {...PANE_LIMITS.timeline}
          onResize={(timeline) => onLayout({ ...layout, timeline })}
        />
      </section>
    </main>
  )
}
