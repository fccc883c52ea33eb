import type { ZnodePath } from '@/lib/znode/path'

/** Znodes whose changes, or whose children's, reach the stream. */
export type Coverage = {
  readonly nodes: ReadonlySet<ZnodePath>
  readonly parents: ReadonlySet<ZnodePath>
}

type Looked = { readonly nodes: readonly ZnodePath[]; readonly parents: readonly ZnodePath[] }

export const NOTHING: Coverage = { nodes: new Set(), parents: new Set() }

/** All of what is looked at. */
export function wholeOf({ nodes, parents }: Looked): Coverage {
  return { nodes: new Set(nodes), parents: new Set(parents) }
}

/** What of `known` is still looked at. */
export function common(known: Coverage, looked: Looked): Coverage {
  return {
    nodes: new Set(looked.nodes.filter((path) => known.nodes.has(path))),
    parents: new Set(looked.parents.filter((path) => known.parents.has(path))),
  }
}

/** `known` but for the paths that `isLeftOut`. */
export function without(known: Coverage, isLeftOut: (path: ZnodePath) => boolean): Coverage {
  const isKept = (path: ZnodePath) => !isLeftOut(path)
  return {
    nodes: new Set([...known.nodes].filter(isKept)),
    parents: new Set([...known.parents].filter(isKept)),
  }
}

export function sizeOf({ nodes, parents }: Coverage): number {
  return nodes.size + parents.size
}
