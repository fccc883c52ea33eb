'use client'

import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { PreviewStore, type ValueBeginning } from '@/lib/client/live/preview-store'
import { useLiveStore } from '@/lib/client/live/use-live'
import { browserSurroundings } from '@/lib/client/transport/browser-environment'
import { isSecretPlace } from '@/lib/payload/preview/secrets'
import type { ZnodePath } from '@/lib/znode/path'
import { readableStat, type Stat } from '@/lib/znode/stat'

const Previews = createContext<PreviewStore | null>(null)

/** Reads how the values at `paths`, the rows in view, begin, as long as they are in view. */
export function PreviewsOf(props: { paths: readonly ZnodePath[]; children: ReactNode }) {
  const live = useLiveStore()
  const [previews] = useState(() => new PreviewStore(live.cluster, browserSurroundings))
  const shown = props.paths.join('\n')
  const paths = useMemo(() => (shown === '' ? [] : (shown.split('\n') as ZnodePath[])), [shown])
  useEffect(() => {
    let told = ''
    const tell = () => {
      const wanted = paths.flatMap((path) => {
        const stat = readableStat(live.fact(path)?.stat ?? null)
        return stat && isPreviewed(path, stat) ? [{ path, stat }] : []
      })
      const state = wanted.map(({ path, stat }) => `${path} ${stat.mzxid} ${stat.aversion}`).join()
      if (state === told) return
      told = state
      previews.want(wanted)
    }
    tell()
    return live.subscribe(tell)
  }, [live, previews, paths])
  useEffect(() => () => previews.want([]), [previews])
  return <Previews value={previews}>{props.children}</Previews>
}

/** Whether the value of a row in view is read for its line at all. */
function isPreviewed(path: ZnodePath, { dataLength, numChildren }: Stat): boolean {
  if (dataLength === 0) return numChildren === 0
  return !isSecretPlace(path)
}

/** How the value at `path` begins, once that was read for its row. */
export function useValueBeginning(path: ZnodePath): ValueBeginning | undefined {
  const previews = use(Previews)
  if (!previews) throw new Error('useValueBeginning needs PreviewsOf above it')
  const snapshot = () => previews.get(path)
  return useSyncExternalStore(previews.subscribe, snapshot, snapshot)
}
