'use client'

import type { Restorable } from '@/components/history/restorable'
import type { NodeTab } from '@/components/shell/place'
import type { Stat } from '@/lib/znode/stat'
import { AclTab } from './acl-tab'
import { ChildrenPart } from './children-part'
import { HistoryTab } from './history-tab'
import type { NodeBodyProps } from './node-panel'
import { StatTab } from './stat-tab'

/** The tabs behind the first one: their code is loaded after the first screen. */
export function MoreTabs(
  props: NodeBodyProps & {
    tab: NodeTab
    stat: Stat
    onTab: (tab: NodeTab) => void
    onRestore: (version: Restorable) => void
  },
) {
  const { tab, path, stat } = props
  if (tab === 'children') return <ChildrenPart {...props} />
  if (tab === 'history') return <HistoryTab path={path} onRestore={props.onRestore} />
  if (tab === 'acl') return <AclTab path={path} stat={stat} />
  return <StatTab path={path} stat={stat} />
}
