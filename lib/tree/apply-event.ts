import { childOf, nameOf, parentOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import { compareHex, type Hex64, laterOf, ZERO } from '@/lib/znode/zxid'
import { editNames, includesName, sortNames } from './sorted-names'
import { type ChildFact, dropSubtrees, type Level, type Tree } from './tree'

/** Whether one znode exists, and the ensemble's state that was true at. */
export type Existence = { readonly path: ZnodePath; readonly exists: boolean; readonly zxid: Hex64 }

/** Facts newer than its list that one level remembers, against older lists still on their way. */
const MAX_FACTS = 4_096

/**
 * Takes in what is known of some znodes; per path the larger zxid wins, so that the order does not
 * matter. A deleted name stays a row, marked as leaving, until `sweep`.
 */
export function applyChanges(tree: Tree, facts: readonly Existence[]): Tree {
  const byParent = new Map<ZnodePath, Existence[]>()
  for (const fact of facts) {
    const parent = parentOf(fact.path)
    if (fact.path === ROOT || !tree.levels.has(parent)) continue
    const siblings = byParent.get(parent)
    if (siblings) siblings.push(fact)
    else byParent.set(parent, [fact])
  }
  let levels: Map<ZnodePath, Level> | undefined
  for (const [parent, siblings] of byParent) {
    const level = tree.levels.get(parent)
    const learned = level && learn(level, siblings)
    if (!learned || learned === level) continue
    levels ??= new Map(tree.levels)
    levels.set(parent, learned)
  }
  if (!levels) return tree
  return dropSubtrees({ ...tree, levels }, goneWithoutRow(tree, levels, facts))
}

/** What is open below a list that cannot be read, and is gone: no row of it has to leave first. */
function goneWithoutRow(
  { expanded }: Tree,
  levels: Tree['levels'],
  facts: readonly Existence[],
): ZnodePath[] {
  const isGone = (path: ZnodePath) => {
    const level = levels.get(parentOf(path))
    return level && isUnread(level) && level.facts.get(nameOf(path))?.exists === false
  }
  return facts.map(({ path }) => path).filter((path) => expanded.has(path) && isGone(path))
}

function learn(level: Level, siblings: readonly Existence[]): Level {
  const facts = new Map(level.facts)
  const edits = new Map<string, boolean>()
  const leaving = new Set(level.leaving)
  let isNews = false
  for (const { path, exists, zxid } of siblings) {
    const name = nameOf(path)
    const known = facts.get(name)
    if (compareHex(zxid, known?.zxid ?? level.zxid) <= 0) continue
    isNews = true
    facts.set(name, { exists, zxid })
    if (exists) {
      edits.set(name, true)
      leaving.delete(name)
    } else if (includesName(level.names, name) || edits.has(name)) leaving.add(name)
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

/** Removes the rows of `paths` that are still leaving, with everything that was open below them. */
export function sweep(tree: Tree, paths: readonly ZnodePath[]): Tree {
  const byParent = new Map<ZnodePath, Map<string, boolean>>()
  for (const path of paths) {
    const parent = parentOf(path)
    if (!tree.levels.get(parent)?.leaving.has(nameOf(path))) continue
    byParent.set(parent, (byParent.get(parent) ?? new Map()).set(nameOf(path), false))
  }
  if (byParent.size === 0) return tree
  const levels = new Map(tree.levels)
  const gone: ZnodePath[] = []
  for (const [parent, edits] of byParent) {
    const level = levels.get(parent)
    if (!level) continue
    const leaving = new Set([...level.leaving].filter((name) => !edits.has(name)))
    levels.set(parent, { ...level, leaving, names: editNames(level.names, edits) })
    for (const name of edits.keys()) gone.push(childOf(parent, name))
  }
  return dropSubtrees(
    { ...tree, levels },
    gone.filter((path) => tree.expanded.has(path)),
  )
}
