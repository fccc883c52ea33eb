import { childOf, nameOf, parentOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import { runWhole } from './child-order'
import { editNames, editsBetween } from './sorted-names'
import { openParents, type Tree } from './tree'

/** What was found in a list of names. */
type Found = {
  readonly query: string
  readonly among: readonly string[]
  readonly names: readonly string[]
  /** What was found there before the query got longer, for when it gets shorter again. */
  readonly wider: Found | undefined
}

/** What a filter found before, by parent: a list that was edited is not searched anew. */
export type FilterMemory = Map<ZnodePath, Found>

/** Names looked at before the work pauses for the next frame. */
const SLICE = 4_000

/** The names that contain `query` (lower case), ignoring case. */
function* search(
  among: readonly string[],
  query: string,
  last: Found | undefined,
): Generator<undefined, Found> {
  const matches = (name: string) => name.toLowerCase().includes(query)
  if (last && last.among !== among && last.query === query) {
    const edits = [...editsBetween(last.among, among)].filter(([name]) => matches(name))
    return { query, among, names: editNames(last.names, new Map(edits)), wider: undefined }
  }
  let wider = last?.among === among ? last : undefined
  while (wider && !query.includes(wider.query)) wider = wider.wider
  if (wider?.query === query) return wider
  const looked = wider?.names ?? among
  const names: string[] = []
  for (let start = 0; start < looked.length; start += SLICE) {
    if (start > 0) yield
    for (const name of looked.slice(start, start + SLICE)) if (matches(name)) names.push(name)
  }
  return { query, among, names, wider }
}

const queryOf = (text: string) => text.trim().toLowerCase()

/** Does most of the work of `filterTree`, which then finds it in `memory`, with pauses in between. */
export function* searchAhead(
  tree: Tree,
  text: string,
  memory: FilterMemory,
): Generator<undefined, void> {
  const query = queryOf(text)
  if (query === '') return
  for (const parent of openParents(tree)) {
    const names = tree.levels.get(parent)?.names
    if (names) memory.set(parent, yield* search(names, query, memory.get(parent)))
  }
}

/**
 * The part of the open tree whose names contain `text`, with all ancestors of what matches. An open
 * znode without a match below it is shown closed. `memory` makes the next time fast.
 */
export function filterTree(tree: Tree, text: string, memory: FilterMemory = new Map()): Tree {
  const query = queryOf(text)
  const before = new Map(memory)
  memory.clear()
  if (query === '') return tree
  const parents = openParents(tree).sort((a, b) => b.length - a.length)
  const levels = new Map(tree.levels)
  const expanded = new Set<ZnodePath>([ROOT])
  const ancestors = new Map<ZnodePath, string[]>()
  for (const parent of parents) {
    const level = tree.levels.get(parent)
    if (!level) continue
    const found = runWhole(search(level.names, query, before.get(parent)))
    memory.set(parent, found)
    const names = merged(found.names, ancestors.get(parent) ?? [])
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
  return editNames(names, new Map(more.map((name) => [name, true])))
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
