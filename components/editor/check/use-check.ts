'use client'

import { useCallback } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import type { EditFormat } from '@/components/code/edit-format'
import { askWorker } from '@/components/code/text-worker/ask-worker'
import type { JobArguments } from '@/components/code/text-worker/jobs'
import { checkValue } from '@/lib/client/calls/check-value'
import type { Lens } from '@/lib/payload/lens'
import { hasInstance } from '@/lib/payload/schema/instance'
import { type Finding, findingAt } from '@/lib/payload/validate/finding'
import type { ZnodePath } from '@/lib/znode/path'
import { useHasSchema } from './use-schemas'
import type { Check } from './use-validity'

/** Checks a text of the value at `path`: its format, then the JSON Schema that the path has. */
export function useCheck(
  path: ZnodePath,
  format: EditFormat,
  charset: Lens['charset'] = 'utf-8',
): Check {
  const { id } = useCluster()
  const hasSchema = useHasSchema(path) && hasInstance(format)
  return useCallback(
    async (text, signal) => {
      const findings = (await check([format, text, charset], signal)) ?? []
      const isSound = !findings.some(({ severity }) => severity === 'error')
      if (!hasSchema || !isSound || signal.aborted) return findings
      const broken = await breaches({ cluster: id, path, format, text }, signal)
      return [...findings, ...broken].toSorted((a, b) => a.from - b.from)
    },
    [id, path, format, charset, hasSchema],
  )
}

/** A check that throws says so: it has found nothing, and not that nothing is wrong. */
function check(args: JobArguments<'check'>, signal: AbortSignal) {
  const [, text] = args
  const what = { severity: 'warning', code: 'check-failed', detail: '' } as const
  return askWorker('check', args, signal).catch(() => [findingAt(text, what, 0)])
}

/** Nothing is proved wrong by a check that came to no end. */
const NOT_CHECKED = {
  'too-slow': { severity: 'warning', code: 'schema-too-slow', detail: '' },
  'too-large': { severity: 'warning', code: 'schema-too-large', detail: '' },
  'too-deep': { severity: 'warning', code: 'schema-too-deep', detail: '' },
  failed: { severity: 'warning', code: 'schema-failed', detail: '' },
} as const

type Checked = {
  readonly cluster: string
  readonly path: ZnodePath
  readonly format: EditFormat
  readonly text: string
}

async function breaches(checked: Checked, signal: AbortSignal): Promise<Finding[]> {
  const { cluster, path, format, text } = checked
  const instance = await askWorker('instance', [format, text], signal)
  if (instance === undefined) return []
  const { violations, unchecked } = await checkValue(cluster, path, instance, signal)
  const pointers = violations.map(({ pointer }) => pointer)
  const spans = (await askWorker('locate', [format, text, pointers], signal)) ?? []
  const notes = unchecked ? [findingAt(text, NOT_CHECKED[unchecked], text.length)] : []
  const broken = violations.flatMap(({ pointer, message }, index) => {
    const span = spans[index]
    const what = {
      severity: 'error',
      code: 'schema',
      detail: `${pointer} ${message}`.trim(),
    } as const
    return span ? [findingAt(text, what, span.start, span.end)] : []
  })
  return [...broken, ...notes]
}
