'use client'

import type { Restorable } from '@/components/history/restorable'
import type { NodeTab } from '@/components/shell/place'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import { AclTab } from './acl-tab'
import { ChildrenTab } from './children-tab'
import { HistoryTab } from './history-tab'
import { StatTab } from './stat-tab'

/** The tabs behind the first one: their code is loaded after the first screen. */
export function MoreTabs(props: {
  tab: NodeTab
  path: ZnodePath
  stat: Stat
  onRestore: (version: Restorable) => void
}) {
  const { tab, path, stat } = props
  if (tab === 'children') return <ChildrenTab path={path} count={stat.numChildren} />
  if (tab === 'history') return <HistoryTab path={path} onRestore={props.onRestore} />
  if (tab === 'acl') return <AclTab path={path} stat={stat} />
  return <StatTab path={path} stat={stat} />
}
