'use client'

import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react'
import type { NotFollowed } from '@/lib/api/events'
import { browserSurroundings } from '@/lib/client/transport/browser-environment'
import type { ZnodePath } from '@/lib/znode/path'
import type { ChildrenView } from './children-store'
import type { ClusterView } from './cluster-view'
import type { Fact } from './facts'
import type { Flash } from './flashes'
import { LiveStore } from './live-store'
import type { TimelineView } from './timeline'
import type { TreeStore, TreeView } from './tree-store'
import type { ZnodeView } from './znode-store'

const LiveContext = createContext<LiveStore | null>(null)

/** Gives everything below it one live store of the cluster with that id. */
export function LiveProvider({ cluster, children }: { cluster: string; children: ReactNode }) {
  return (
    <LiveStoreProvider key={cluster} cluster={cluster}>
      {children}
    </LiveStoreProvider>
  )
}

function LiveStoreProvider({ cluster, children }: { cluster: string; children: ReactNode }) {
  const [store] = useState(() => new LiveStore(cluster, browserSurroundings))
  useEffect(() => store.start(), [store])
  return <LiveContext value={store}>{children}</LiveContext>
}

/** The store itself, for what happens in event handlers. */
export function useLiveStore(): LiveStore {
  const store = useContext(LiveContext)
  if (!store) throw new Error('no LiveProvider')
  return store
}

function useSelected<T>(select: (store: LiveStore) => T): T {
  const store = useLiveStore()
  const snapshot = () => select(store)
  return useSyncExternalStore(store.subscribe, snapshot, snapshot)
}

/** The cluster's state as this browser can prove it. */
export function useClusterState(): ClusterView {
  return useSelected((store) => store.clusterView())
}

/** What the tree shows, and `tree` to act on it. Re-renders on every change of anything it shows. */
export function useTree(): TreeView & { readonly tree: TreeStore } {
  const { tree } = useLiveStore()
  return { ...useSelected((store) => store.tree.view()), tree }
}

/** The znode at `path`, read and kept true while the component is mounted. */
export function useZnode(path: ZnodePath): ZnodeView & { readonly reload: () => void } {
  const store = useLiveStore()
  useEffect(() => store.znodes.watch(path), [store, path])
  const view = useSelected(({ znodes }) => znodes.view(path))
  return { ...view, reload: () => store.znodes.reload(path) }
}

/** The names of the children of `path`, read and kept true while the component is mounted. */
export function useChildren(path: ZnodePath): ChildrenView {
  const store = useLiveStore()
  useEffect(() => store.children.watch(path), [store, path])
  return useSelected(({ children }) => children.view(path))
}

/** What is known of `path` without reading it: enough for a row that is in view. */
export function useFact(path: ZnodePath): Fact | undefined {
  return useSelected((store) => store.fact(path))
}

/** Why changes of `path`, which is on the screen, do not reach it; undefined while they do. */
export function useNotFollowed(path: ZnodePath): NotFollowed['reason'] | undefined {
  return useSelected((store) => store.notFollowed(path))
}

/** Changes a second while so many come that they are drawn together; else null. */
export function usePace(): number | null {
  return useSelected((store) => store.pace())
}

/** How the row of `path` is tinted now. */
export function useFlash(path: ZnodePath): Flash | undefined {
  return useSelected((store) => store.flash(path))
}

export type TimelineControls = TimelineView & {
  /** Follows the changes below `scope`; null follows none. */
  readonly follow: (scope: ZnodePath | null) => void
  readonly pause: () => void
  readonly resume: () => void
  readonly clear: () => void
}

/** The changes this page saw, and those the server remembered when it opened. */
export function useTimeline(): TimelineControls {
  const store = useLiveStore()
  const view = useSelected(() => store.timeline.view())
  return {
    ...view,
    follow: (scope) => store.timeline.follow(scope),
    pause: () => store.timeline.pause(),
    resume: () => store.timeline.resume(),
    clear: () => store.timeline.clear(),
  }
}
