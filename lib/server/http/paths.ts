import type { ZnodePath } from '@/lib/znode/path'

/** The fields by which an operation names znodes, whichever it is. */
type Named = {
  readonly path?: ZnodePath
  readonly below?: ZnodePath
  readonly paths?: readonly ZnodePath[]
  readonly nodes?: readonly ZnodePath[]
  readonly parents?: readonly ZnodePath[]
  readonly timeline?: ZnodePath | null
  readonly steps?: ReadonlyArray<{ readonly path: ZnodePath }>
}

/** Every znode that a parsed query or body names: `may()` is asked about each. */
export function pathsOf(parsed: unknown): ZnodePath[] {
  if (typeof parsed !== 'object' || parsed === null) return []
  const { path, below, timeline, paths = [], nodes = [], parents = [], steps = [] }: Named = parsed
  const single = [path, below, timeline].flatMap((each) => each ?? [])
  return [...single, ...paths, ...nodes, ...parents, ...steps.map((step) => step.path)]
}
