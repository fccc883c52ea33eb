import { isWithin, parentOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import { type Hex64, ZERO } from '@/lib/znode/zxid'
import { editNames } from './sorted-names'

/** Whether a child exists, and the ensemble's state that was true at. */
export type ChildFact = { readonly exists: boolean; readonly zxid: Hex64 }

/** The children of one znode whose list is open. */
export type Level = {
  readonly status: 'loading' | 'ready' | 'failed'
  /** In code-unit order; the names in `leaving` are among them. */
  readonly names: readonly string[]
  /** Deleted already, and struck through until they are swept. */
  readonly leaving: ReadonlySet<string>
  /** The state the list was true at; `facts` holds what is known to be newer, by name. */
  readonly zxid: Hex64
  readonly facts: ReadonlyMap<string, ChildFact>
}

/** What is open of the hierarchy. The root is always open and is no row. */
export type Tree = {
  readonly levels: ReadonlyMap<ZnodePath, Level>
  readonly expanded: ReadonlySet<ZnodePath>
}

export const EMPTY_LEVEL: Level = {
  status: 'loading',
  names: [],
  leaving: new Set(),
  zxid: ZERO,
  facts: new Map(),
}

export const EMPTY_TREE: Tree = { levels: new Map(), expanded: new Set([ROOT]) }

export function expand(tree: Tree, paths: readonly ZnodePath[]): Tree {
  if (paths.every((path) => tree.expanded.has(path))) return tree
  return { ...tree, expanded: new Set([...tree.expanded, ...paths]) }
}

/** Closes `path`; what was open below it stays remembered. The root stays open. */
export function collapse(tree: Tree, path: ZnodePath): Tree {
  if (path === ROOT || !tree.expanded.has(path)) return tree
  const expanded = new Set(tree.expanded)
  expanded.delete(path)
  return { ...tree, expanded }
}

/** Forgets that `roots` and everything below them were open. */
export function dropSubtrees(tree: Tree, roots: readonly ZnodePath[]): Tree {
  const isGone = (path: ZnodePath) => roots.some((root) => isWithin(path, root))
  const expanded = [...tree.expanded].filter((path) => !isGone(path))
  if (expanded.length === tree.expanded.size) return tree
  return {
    levels: new Map([...tree.levels].filter(([path]) => !isGone(path))),
    expanded: new Set(expanded),
  }
}

/** The open znodes all of whose ancestors are open too: those whose children are rows. */
export function openParents(tree: Tree): ZnodePath[] {
  const reachable = new Set<ZnodePath>([ROOT])
  const byDepth = [...tree.expanded].sort((a, b) => a.length - b.length)
  for (const path of byDepth) if (reachable.has(parentOf(path))) reachable.add(path)
  return [...reachable]
}

/** The level with the given parts changed; a level that is not there yet starts as loading. */
export function withLevel(tree: Tree, path: ZnodePath, change: Partial<Level>): Tree {
  const levels = new Map(tree.levels)
  levels.set(path, { ...(tree.levels.get(path) ?? EMPTY_LEVEL), ...change })
  return { ...tree, levels }
}

/** Keeps exactly the levels of `paths`; new ones start as loading. */
export function trackLevels(tree: Tree, paths: Iterable<ZnodePath>): Tree {
  const levels = new Map<ZnodePath, Level>()
  for (const path of paths) levels.set(path, tree.levels.get(path) ?? EMPTY_LEVEL)
  const isSame =
    levels.size === tree.levels.size && [...levels.keys()].every((path) => tree.levels.has(path))
  return isSame ? tree : { ...tree, levels }
}

/** The names that exist, without those that are on their way out. */
export function presentNames(level: Level): readonly string[] {
  return editNames(level.names, new Map([...level.leaving].map((name) => [name, false])))
}
