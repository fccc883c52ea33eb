'use client'

import { useEffect, useState } from 'react'
import type { Problem } from '@/lib/api/problem'
import { type AclAnswer, readAclOf } from '@/lib/client/calls/read-acl'
import { browserSurroundings } from '@/lib/client/transport/browser-environment'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'

type AclView = {
  /** What was read last, of that znode. */
  readonly answer: AclAnswer | undefined
  readonly problem: Problem | undefined
  readonly retry: () => void
}

/** The ACL of a znode, read again when its `aversion` moves. What was read stays until then. */
export function useAcl(cluster: string, path: ZnodePath, { aversion, czxid }: Stat): AclView {
  const [answer, setAnswer] = useState<AclAnswer>()
  const [problem, setProblem] = useState<Problem>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    if (attempt < 0) return undefined
    const asked = { cluster, path, stat: { aversion, czxid } }
    return readAclOf(browserSurroundings, asked, {
      taken: (taken) => {
        setAnswer(taken)
        setProblem(undefined)
      },
      failed: setProblem,
    })
  }, [cluster, path, aversion, czxid, attempt])
  const known = answer?.path === path ? answer : undefined
  return { answer: known, problem, retry: () => setAttempt((count) => count + 1) }
}
