import { ancestry, childOf, nameOf, parentOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import { byCodeUnits, type NameOrder, positionOf } from './sorted-names'
import type { Level, Tree } from './tree'

/** Names a row: the znode's path, or its parent's path and a slash for a row that stands in. */
export type RowKey = string

export type TreeRow = {
  readonly key: RowKey
  /** `loading` and `failed` stand in for children that are not known. */
  readonly kind: 'znode' | 'loading' | 'failed'
  /** Of a row that stands in: the parent's. */
  readonly path: ZnodePath
  readonly name: string
  /** As ARIA counts: the root's children are on level 1. */
  readonly level: number
  readonly posInSet: number
  readonly setSize: number
  /** undefined on a leaf, and as long as nobody knows. */
  readonly expanded: boolean | undefined
  readonly leaving: boolean
}

/** The visible rows of a tree, found one at a time: no row exists before it is asked for. */
export type RowSource = {
  readonly rowCount: number
  /** undefined outside of 0 … rowCount - 1. */
  rowAt(index: number): TreeRow | undefined
  /** The row's index, or -1 when it is not visible. */
  indexOf(key: RowKey): number
  /** The row that follows where `path` would be among its siblings, or else precedes it. */
  siblingOf(path: ZnodePath): RowKey | undefined
}

/** Whether a znode has children; undefined when nobody knows yet. */
export type HasChildren = (path: ZnodePath) => boolean | undefined

/** Names as they are shown, and the order they are shown in. */
export type Ordered = { readonly names: readonly string[]; readonly order: NameOrder }

/** In which order the children of a znode, given in code-unit order, are shown. */
export type OrderOf = (path: ZnodePath, names: readonly string[]) => Ordered

const asListed: OrderOf = (_, names) => ({ names, order: byCodeUnits })

/** The rows of one open znode: its children in order, each followed by its own block if open. */
type Block = Ordered & {
  readonly path: ZnodePath
  readonly depth: number
  readonly level: Level
  /** What stands in for the children, when they are not known. */
  readonly standIn: 'loading' | 'failed' | undefined
  readonly opens: readonly Open[]
  readonly rows: number
}

/** An open child: its position among the names, and the rows of the open siblings before it. */
type Open = { readonly at: number; readonly before: number; readonly block: Block }

/** The row source of `tree`. O(open znodes · log) to build, O(depth · log) per look-up. */
export function createRowSource(
  tree: Tree,
  hasChildren: HasChildren,
  orderOf: OrderOf = asListed,
): RowSource {
  const openByParent = new Map<ZnodePath, string[]>()
  for (const path of tree.expanded) {
    if (path === ROOT || !tree.levels.has(path)) continue
    const names = openByParent.get(parentOf(path))
    if (names) names.push(nameOf(path))
    else openByParent.set(parentOf(path), [nameOf(path)])
  }
  const root = layOut({ tree, openByParent, orderOf }, ROOT, 1)
  return {
    rowCount: root?.rows ?? 0,
    rowAt: (index) => (root ? rowAt(root, index, hasChildren) : undefined),
    indexOf: (key) => (root ? indexOf(root, key) : -1),
    siblingOf: (path) => (root ? siblingOf(root, path) : undefined),
  }
}

type Plan = {
  readonly tree: Tree
  readonly openByParent: ReadonlyMap<ZnodePath, string[]>
  readonly orderOf: OrderOf
}

function layOut(plan: Plan, path: ZnodePath, depth: number): Block | undefined {
  const level = plan.tree.levels.get(path)
  if (!level) return undefined
  const { names, order } = plan.orderOf(path, level.names)
  const opens: Open[] = []
  let before = 0
  const open = plan.openByParent.get(path) ?? []
  for (const name of order === byCodeUnits ? open.sort() : open.sort(order)) {
    const at = positionOf(names, name, order)
    const block = at < 0 ? undefined : layOut(plan, childOf(path, name), depth + 1)
    if (!block) continue
    opens.push({ at, before, block })
    before += block.rows
  }
  const standIn = level.status === 'ready' || level.names.length > 0 ? undefined : level.status
  const rows = (standIn ? 1 : names.length) + before
  return { path, depth, level, names, order, standIn, opens, rows }
}

/** The last open child for which `key` is not beyond `limit`. */
function lastOpen(
  opens: readonly Open[],
  limit: number,
  key: (open: Open) => number,
): Open | undefined {
  let low = 0
  let high = opens.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const open = opens[middle]
    if (open && key(open) <= limit) low = middle + 1
    else high = middle - 1
  }
  return opens[high]
}

const firstRow = (open: Open) => open.at + 1 + open.before

function rowAt(root: Block, index: number, hasChildren: HasChildren): TreeRow | undefined {
  if (index < 0 || index >= root.rows) return undefined
  let block = root
  let offset = index
  for (;;) {
    const open = lastOpen(block.opens, offset, firstRow)
    if (!open) break
    const inside = offset - firstRow(open)
    if (inside >= open.block.rows) {
      offset -= open.before + open.block.rows
      break
    }
    block = open.block
    offset = inside
  }
  return block.standIn ? standInRow(block, block.standIn) : znodeRow(block, offset, hasChildren)
}

function standInRow(block: Block, kind: 'loading' | 'failed'): TreeRow {
  return {
    key: standInKey(block.path),
    kind,
    path: block.path,
    name: '',
    level: block.depth,
    posInSet: 1,
    setSize: 1,
    expanded: undefined,
    leaving: false,
  }
}

/** The key of the row that stands in for the children of `parent`. */
export function standInKey(parent: ZnodePath): RowKey {
  return `${parent}/`
}

function znodeRow(block: Block, position: number, hasChildren: HasChildren): TreeRow {
  const name = block.names[position] ?? ''
  const path = childOf(block.path, name)
  const opened = lastOpen(block.opens, position, (open) => open.at)
  const inner = opened?.at === position ? opened.block : undefined
  return {
    key: path,
    kind: 'znode',
    path,
    name,
    level: block.depth,
    posInSet: position + 1,
    setSize: block.names.length,
    expanded: inner ? inner.rows > 0 || undefined : hasChildren(path) ? false : undefined,
    leaving: block.level.leaving.has(name),
  }
}

function indexOf(root: Block, key: RowKey): number {
  const standsIn = key.length > 1 && key.endsWith('/')
  const path = (standsIn ? key.slice(0, -1) : key) as ZnodePath
  let block = root
  let base = 0
  for (const step of ancestry(path)) {
    const at = positionOf(block.names, nameOf(step), block.order)
    if (at < 0) return -1
    const earlier = lastOpen(block.opens, at - 1, (open) => open.at)
    const index = base + at + (earlier ? earlier.before + earlier.block.rows : 0)
    if (step === path && !standsIn) return index
    const inner = openChild(block, nameOf(step))
    if (!inner) return -1
    base = index + 1
    block = inner
  }
  return standsIn && block.standIn ? base : -1
}

function siblingOf(root: Block, path: ZnodePath): RowKey | undefined {
  let block: Block | undefined = root
  for (const step of ancestry(path).slice(0, -1)) block = block && openChild(block, nameOf(step))
  if (!block) return undefined
  const { names, order } = block
  const found = positionOf(names, nameOf(path), order)
  const sibling = found < 0 ? (names[-1 - found] ?? names[-2 - found]) : names[found + 1]
  return sibling === undefined ? undefined : childOf(block.path, sibling)
}

function openChild(block: Block, name: string): Block | undefined {
  const at = positionOf(block.names, name, block.order)
  const open = lastOpen(block.opens, at, (candidate) => candidate.at)
  return open?.at === at ? open.block : undefined
}
