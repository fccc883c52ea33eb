'use client'

import {
  createContext,
  type ReactNode,
  type RefObject,
  use,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { askWorker } from '@/components/code/text-worker/ask-worker'
import { browserSurroundings } from '@/lib/client/transport/browser-environment'
import type { Listed } from './as-one'
import { type ChangeGist, GistStore } from './gist-store'

const Gists = createContext<GistStore | null>(null)

/** Reads what the changes in view did, as long as they are in view. */
export function GistsOf({ children }: { children: ReactNode }) {
  const { id } = useCluster()
  const [store] = useState(
    () =>
      new GistStore(id, {
        ...browserSurroundings,
        compare: (...values) => askWorker('gist', values),
      }),
  )
  return <Gists value={store}>{children}</Gists>
}

/** What a change or a run did, once `row` came into view and it was read. */
export function useGist(
  { change, run }: Listed,
  row: RefObject<HTMLElement | null>,
): ChangeGist | null | undefined {
  const store = use(Gists)
  if (!store) throw new Error('useGist needs GistsOf above it')
  const { path } = change
  const of = run ? `${change.id}-${run.oldest}` : `${change.id}`
  useEffect(() => {
    if (!row.current) return
    let leave: (() => void) | undefined
    const observer = new IntersectionObserver((entries) => {
      leave?.()
      leave = entries.at(-1)?.isIntersecting ? store.want({ of, path }) : undefined
    })
    observer.observe(row.current)
    return () => {
      leave?.()
      observer.disconnect()
    }
  }, [store, of, path, row])
  const snapshot = () => store.get(of)
  return useSyncExternalStore(store.subscribe, snapshot, snapshot)
}
