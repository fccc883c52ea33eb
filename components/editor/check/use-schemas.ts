'use client'

import { useEffect, useState } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { readSchemas } from '@/lib/client/calls/read-schemas'
import type { ZnodePath } from '@/lib/znode/path'
import { matchesPattern } from '@/lib/znode/path-pattern'

/** Whether the settings name a JSON Schema for the values at `path`. */
export function useHasSchema(path: ZnodePath): boolean {
  const { schemas } = useCluster()
  return schemas.some((pattern) => matchesPattern(pattern, path))
}

/** The JSON Schemas of `path`, a moment later; undefined until then, and where there are none. */
export function useSchemas(path: ZnodePath): readonly unknown[] | undefined {
  const { id } = useCluster()
  const hasSchema = useHasSchema(path)
  const [latest, setLatest] = useState<{ path: ZnodePath; schemas: readonly unknown[] }>()
  useEffect(() => {
    if (!hasSchema) return
    const isOver = new AbortController()
    void readSchemas(id, path, isOver.signal).then((schemas) => {
      if (!isOver.signal.aborted) setLatest({ path, schemas })
    })
    return () => isOver.abort()
  }, [id, path, hasSchema])
  return latest?.path === path ? latest.schemas : undefined
}
