import type { ZnodePath } from '@/lib/znode/path'

/** The fields by which an operation names znodes, whichever it is. */
type Named = {
  readonly path?: ZnodePath
  readonly paths?: readonly ZnodePath[]
  readonly nodes?: readonly ZnodePath[]
  readonly parents?: readonly ZnodePath[]
  readonly timeline?: ZnodePath | null
}

/** Every znode that a parsed query or body names: `may()` is asked about each. */
export function pathsOf(parsed: unknown): ZnodePath[] {
  if (typeof parsed !== 'object' || parsed === null) return []
  const { path, paths = [], nodes = [], parents = [], timeline }: Named = parsed
  return [...(path ? [path] : []), ...paths, ...nodes, ...parents, ...(timeline ? [timeline] : [])]
}
