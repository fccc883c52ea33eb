'use client'

import { useCallback } from 'react'
import { useCluster } from '@/components/shell/cluster-context'
import { checkValue } from '@/lib/client/check-value'
import { locateIn } from '@/lib/payload/json/locate'
import { type Finding, findingAt } from '@/lib/payload/validate/finding'
import type { ZnodePath } from '@/lib/znode/path'
import { matchesPattern } from '@/lib/znode/path-pattern'
import type { EditFormat } from './edit-format'
import { askWorker } from './text-work/ask-worker'
import type { Check } from './use-validity'

/** Checks a text of the value at `path`: its format, then the JSON Schema that the path has. */
export function useCheck(path: ZnodePath, format: EditFormat): Check {
  const { id, schemas } = useCluster()
  const hasSchema = format === 'json' && schemas.some((pattern) => matchesPattern(pattern, path))
  return useCallback(
    async (text, signal) => {
      const findings = (await askWorker('check', [format, text], signal)) ?? []
      const isSound = !findings.some(({ severity }) => severity === 'error')
      return hasSchema && isSound ? [...findings, ...(await breaches(id, path, text))] : findings
    },
    [id, path, format, hasSchema],
  )
}

async function breaches(cluster: string, path: ZnodePath, text: string): Promise<Finding[]> {
  const locate = locateIn(text)
  return (await checkValue(cluster, path, text)).map(({ pointer, message }) => {
    const { start, end } = locate(pointer)
    const what = { severity: 'error', code: 'schema', detail: `${pointer} ${message}` } as const
    return findingAt(text, what, start, end)
  })
}
