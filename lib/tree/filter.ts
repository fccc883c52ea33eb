import { childOf, nameOf, parentOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import { openParents, type Tree } from './tree'

type Found = { readonly query: string; readonly names: readonly string[] }

const lastFound = new WeakMap<readonly string[], Found>()

/** The names that contain `query` (lower case), ignoring case. Remembered per list. */
function matching(names: readonly string[], query: string): readonly string[] {
  const last = lastFound.get(names)
  if (last?.query === query) return last.names
  const found = names.filter((name) => name.toLowerCase().includes(query))
  lastFound.set(names, { query, names: found })
  return found
}

/**
 * The part of the open tree whose names contain `text`, with all ancestors of what matches. An open
 * znode without a match below it is shown closed.
 */
export function filterTree(tree: Tree, text: string): Tree {
  const query = text.trim().toLowerCase()
  if (query === '') return tree
  const parents = openParents(tree).sort((a, b) => b.length - a.length)
  const levels = new Map(tree.levels)
  const expanded = new Set<ZnodePath>([ROOT])
  const ancestors = new Map<ZnodePath, string[]>()
  for (const parent of parents) {
    const level = tree.levels.get(parent)
    if (!level) continue
    const names = merged(matching(level.names, query), ancestors.get(parent) ?? [])
    if (parent !== ROOT && names.length > 0) {
      expanded.add(parent)
      const holder = parentOf(parent)
      ancestors.set(holder, [...(ancestors.get(holder) ?? []), nameOf(parent)])
    }
    levels.set(parent, { ...level, names })
  }
  return { levels, expanded }
}

function merged(names: readonly string[], more: readonly string[]): readonly string[] {
  if (more.length === 0) return names
  return [...new Set([...names, ...more])].sort()
}

/** The loaded child that a typed path such as `/brokers/to` leads to, if there is one. */
export function childTyped(
  typed: string,
  firstWith: (parent: ZnodePath, prefix: string) => string | undefined,
): ZnodePath | undefined {
  if (!typed.startsWith('/')) return undefined
  const cut = typed.lastIndexOf('/')
  const parent = (cut === 0 ? '/' : typed.slice(0, cut)) as ZnodePath
  const name = firstWith(parent, typed.slice(cut + 1))
  return name === undefined ? undefined : childOf(parent, name)
}
