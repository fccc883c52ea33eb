import 'server-only'
import type { ZnodePath } from '@/lib/znode/path'
import { matchesPattern } from '@/lib/znode/path-pattern'
import { CheckWorker } from './check-worker'

/** The JSON Schema that values at some paths have to follow. */
export type ValueSchema = {
  /** A pattern of paths: `*` within a name, `**` across names. */
  readonly paths: string
  /** As it was read; draft 2020-12, or draft 7 where it says so. */
  readonly schema: unknown
  readonly text: string
}

/** Larger schemas are not taken: compiling them would take seconds and megabytes. */
const MAX_SCHEMA_LENGTH = 1_048_576
/** How long compiling may take at the start (ms). */
const COMPILE_MS = 10_000

/** Reads the text of a JSON Schema. Throws on one that is too large. */
export function valueSchema(paths: string, text: string): ValueSchema {
  if (text.length > MAX_SCHEMA_LENGTH)
    throw new Error(`it is longer than ${MAX_SCHEMA_LENGTH} characters`)
  return { paths, schema: JSON.parse(text), text }
}

/**
 * The first of the schemas that cannot be compiled, and why; undefined where all can. Blocks the
 * process meanwhile, which has just been started, but not for ever.
 */
export function firstProblem(
  schemas: readonly ValueSchema[],
): { readonly index: number; readonly why: string } | undefined {
  if (schemas.length === 0) return undefined
  const worker = new CheckWorker({ onSaid: () => undefined, onDied: () => undefined })
  try {
    for (const [index, { text }] of schemas.entries()) {
      const said = worker.compile(text, COMPILE_MS)
      if (said?.type === 'done') continue
      const why = said?.type === 'failed' ? said.message : 'compiling it takes too long or too much'
      return { index, why }
    }
    return undefined
  } finally {
    worker.end()
  }
}

/** The schemas that values at `path` have to follow. */
export function schemasOf(schemas: readonly ValueSchema[], path: ZnodePath): ValueSchema[] {
  return schemas.filter(({ paths }) => matchesPattern(paths, path))
}
