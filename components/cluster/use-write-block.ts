'use client'

import { useClusterState } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { isWithin, type ZnodePath } from '@/lib/znode/path'
import { useCluster } from './cluster-context'

/** Why nothing can be written at `path` now, in the reader's language; undefined when it can. */
export function useWriteBlock(path: ZnodePath): string | undefined {
  const t = useTranslations('node.why')
  const problems = useTranslations('problem')
  const cluster = useCluster()
  const { canWrite, readOnly } = useClusterState()
  if (cluster.readOnly || readOnly) return problems('read-only')
  if (cluster.protectedPaths.some((scope) => isWithin(path, scope as ZnodePath)))
    return problems('protected')
  return canWrite ? undefined : t('notLive')
}
