'use client'

import { NodeHistory } from '@/components/history/node-history'
import type { NodeTab } from '@/components/shell/place'
import type { Stat } from '@/lib/znode/stat'
import { AclTab } from './acl-tab'
import { ChildrenPart } from './children-part'
import { StatTab } from './stat-tab'
import type { NodeBodyProps } from './value-props'

/** The tabs behind the first one: their code is loaded after the first screen. */
export function MoreTabs(
  props: NodeBodyProps & { tab: NodeTab; stat: Stat; onTab: (tab: NodeTab) => void },
) {
  const { tab, path, stat } = props
  if (tab === 'children') return <ChildrenPart {...props} />
  if (tab === 'history') return <NodeHistory path={path} />
  if (tab === 'acl') return <AclTab path={path} stat={stat} />
  return <StatTab path={path} stat={stat} />
}
