'use client'

import { AclTab } from '@/components/acl/acl-tab'
import { NodeHistory } from '@/components/history/node-history'
import type { NodeTab } from '@/components/navigation/place'
import type { NodeBodyProps } from '@/components/value/value-props'
import type { Stat } from '@/lib/znode/stat'
import { ChildrenPart } from './children-part'
import { StatTab } from './stat-tab'

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
