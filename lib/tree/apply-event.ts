import { nameOf, parentOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import { compareHex, type Hex64, laterOf, ZERO } from '@/lib/znode/zxid'
import { editNames, includesName, sortNames } from './sorted-names'
import { type ChildFact, dropSubtrees, type Level, type Tree } from './tree'

/** Whether one znode exists, and the ensemble's state that was true at. */
export type Existence = { readonly path: ZnodePath; readonly exists: boolean; readonly zxid: Hex64 }

/** Facts newer than its list that one level remembers, against older lists still on their way. */
const MAX_FACTS = 4_096

/**
 * Takes in what is known of some znodes; per path the larger zxid wins, so that the order does not
 * matter. A deleted name stays a row, marked as leaving, until it is among `departed`. A list is
 * copied once, whatever happened to it.
 */
export function applyChanges(
  tree: Tree,
  facts: readonly Existence[],
  departed: readonly ZnodePath[] = [],
): Tree {
  const factsOf = byParent(facts, ({ path }) => path)
  const departedOf = byParent(departed, (path) => path)
  let levels: Map<ZnodePath, Level> | undefined
  for (const parent of new Set([...factsOf.keys(), ...departedOf.keys()])) {
    const level = tree.levels.get(parent)
    if (!level) continue
    const learned = learn(level, factsOf.get(parent) ?? [], departedOf.get(parent) ?? [])
    if (learned === level) continue
    levels ??= new Map(tree.levels)
    levels.set(parent, learned)
  }
  if (!levels) return tree
  const paths = [...departed, ...facts.map(({ path }) => path)]
  return dropSubtrees(
    { ...tree, levels },
    paths.filter((path) => tree.expanded.has(path) && isGone(levels.get(parentOf(path)), path)),
  )
}

/** Not in its list, or gone from one that cannot be read: no row of it has to leave first. */
function isGone(level: Level | undefined, path: ZnodePath): boolean {
  if (!level || path === ROOT) return false
  if (isUnread(level)) return level.facts.get(nameOf(path))?.exists === false
  return !includesName(level.names, nameOf(path))
}

function byParent<T>(items: readonly T[], pathOf: (item: T) => ZnodePath): Map<ZnodePath, T[]> {
  const grouped = new Map<ZnodePath, T[]>()
  for (const item of items) {
    const path = pathOf(item)
    if (path === ROOT) continue
    const siblings = grouped.get(parentOf(path))
    if (siblings) siblings.push(item)
    else grouped.set(parentOf(path), [item])
  }
  return grouped
}

function learn(
  level: Level,
  siblings: readonly Existence[],
  departed: readonly ZnodePath[],
): Level {
  const facts = new Map(level.facts)
  const edits = new Map<string, boolean>()
  const leaving = new Set(level.leaving)
  for (const path of departed) if (leaving.delete(nameOf(path))) edits.set(nameOf(path), false)
  let isNews = edits.size > 0
  for (const { path, exists, zxid } of siblings) {
    const name = nameOf(path)
    const known = facts.get(name)
    if (compareHex(zxid, known?.zxid ?? level.zxid) <= 0) continue
    isNews = true
    facts.set(name, { exists, zxid })
    if (exists) {
      edits.set(name, true)
      leaving.delete(name)
    } else if (edits.get(name) ?? includesName(level.names, name)) leaving.add(name)
  }
  if (!isNews) return level
  if (isUnread(level)) return bounded({ ...level, facts })
  return bounded({ ...level, facts, leaving, names: editNames(level.names, edits) })
}

/** One known child is no list of children: it waits for the list. */
const isUnread = ({ status, names }: Level) => status !== 'ready' && names.length === 0

/** Forgets the older half of too many facts; the list then counts as true at their newest. */
function bounded(level: Level): Level {
  if (level.facts.size <= MAX_FACTS) return level
  const byAge = [...level.facts].sort(([, a], [, b]) => compareHex(a.zxid, b.zxid))
  const dropped = byAge.splice(0, byAge.length - MAX_FACTS / 2)
  const newest = dropped.at(-1)?.[1].zxid ?? ZERO
  return { ...level, facts: new Map(byAge), zxid: laterOf(level.zxid, newest) }
}

export type ChildrenAnswer = { readonly names: readonly string[]; readonly zxid: Hex64 }

/**
 * Takes in a list of children that was read at `zxid`: facts newer than it stand. A list older than
 * the one that is there is refused: the same tree comes back and the list has to be read again.
 */
export function applyChildren(tree: Tree, path: ZnodePath, answer: ChildrenAnswer): Tree {
  const level = tree.levels.get(path)
  if (!level || compareHex(answer.zxid, level.zxid) < 0) return tree
  const newer = [...level.facts].filter(([, fact]) => compareHex(fact.zxid, answer.zxid) > 0)
  const names = editNames(sortNames(answer.names), existences(newer))
  const next: Level = {
    status: 'ready',
    names,
    leaving: new Set(),
    zxid: answer.zxid,
    facts: new Map(newer),
  }
  const grown = { ...tree, levels: new Map(tree.levels).set(path, next) }
  const gone = [...tree.expanded].filter(
    (open) => open !== ROOT && parentOf(open) === path && !includesName(names, nameOf(open)),
  )
  return gone.length === 0 ? grown : dropSubtrees(grown, gone)
}

function existences(facts: ReadonlyArray<readonly [string, ChildFact]>): Map<string, boolean> {
  return new Map(facts.map(([name, { exists }]) => [name, exists]))
}

/**
 * Another ensemble: what was known proves nothing any more and any list is newer. The rows stay until
 * the lists have been read again.
 */
export function applyReset(tree: Tree): Tree {
  const levels = new Map<ZnodePath, Level>()
  for (const [path, level] of tree.levels)
    levels.set(path, { ...level, zxid: ZERO, facts: new Map() })
  return { ...tree, levels }
}
