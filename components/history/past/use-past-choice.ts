'use client'

import { useState } from 'react'
import type { ZnodePath } from '@/lib/znode/path'

/** What of a subtree is to be restored: the znodes named, or everything that differs but those. */
export type Choice = {
  readonly isAll: boolean
  readonly paths: ReadonlySet<ZnodePath>
  readonly toggle: (path: ZnodePath) => void
  readonly chooseAll: (isAll: boolean) => void
}

const NONE: ReadonlySet<ZnodePath> = new Set()

export function usePastChoice(): Choice {
  const [isAll, setAll] = useState(false)
  const [paths, setPaths] = useState(NONE)
  return {
    isAll,
    paths,
    toggle: (path) => {
      const next = new Set(paths)
      if (!next.delete(path)) next.add(path)
      setPaths(next)
    },
    chooseAll: (all) => {
      setAll(all)
      setPaths(NONE)
    },
  }
}
