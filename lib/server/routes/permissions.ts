import type { Action } from '@/lib/api/operation'
import type { ZnodePath } from '@/lib/znode/path'

/** The fields by which an operation names znodes, whichever it is. */
type Named = {
  readonly path?: ZnodePath
  readonly below?: ZnodePath
  readonly paths?: readonly ZnodePath[]
  readonly steps?: ReadonlyArray<{ readonly op: 'create' | 'set' | 'delete'; path: ZnodePath }>
}

/** What is done to which znode. */
export type Deed = { readonly action: Action; readonly path: ZnodePath }

/** A step of a change set asks for what the operation of that one change asks for. */
const ACTIONS = { create: 'create', set: 'write', delete: 'delete' } as const

/**
 * Every znode that a parsed query or body names: `may()` is asked about each. An interest judges
 * its paths itself, one by one.
 */
export function deedsOf(parsed: unknown, action: Action): Deed[] {
  if (typeof parsed !== 'object' || parsed === null) return []
  const { path, below, paths = [], steps = [] }: Named = parsed
  const single = [path, below].flatMap((each) => each ?? [])
  return [
    ...[...single, ...paths].map((each) => ({ action, path: each })),
    ...steps.map((step) => ({ action: ACTIONS[step.op], path: step.path })),
  ]
}
