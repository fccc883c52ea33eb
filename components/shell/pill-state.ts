import type { ClusterView } from '@/lib/client/cluster-view'

export type PillState = ClusterView['view'] | 'polling' | 'refused'

/** The one word for the connection: “live” only where the view proved it (I6). */
export function pillState({
  view,
  state,
  feed,
}: Pick<ClusterView, 'view' | 'state' | 'feed'>): PillState {
  if (view === 'live') return feed === 'poll' ? 'polling' : 'live'
  if (view === 'paused' && state === 'refused') return 'refused'
  return view
}
