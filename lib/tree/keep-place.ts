import type { ZnodePath } from '@/lib/znode/path'
import { ancestry, childOf, nameOf, parentOf, ROOT } from '@/lib/znode/path'
import type { RowKey, RowSource } from './rows'
import { positionOf } from './sorted-names'
import type { Tree } from './tree'

/**
 * The row that has the focus once the rows are `after`: the same one while it is visible, else its
 * next sibling, the previous one, the parent; null when nothing of that is left. `before` is the
 * tree as it was.
 */
export function focusAfter(before: Tree, after: RowSource, key: RowKey): RowKey | null {
  if (after.indexOf(key) >= 0) return key
  if (key.length > 1 && key.endsWith('/')) return firstChildOr(after, key.slice(0, -1))
  const path = key as ZnodePath
  const missing = ancestry(path).find((step) => after.indexOf(step) < 0) ?? path
  const parent = parentOf(missing)
  if (parent !== ROOT && !after.rowAt(after.indexOf(parent))?.expanded)
    return visibleOr(after, parent)
  const sibling = survivor(before.levels.get(parent)?.names ?? [], nameOf(missing), (name) =>
    after.indexOf(childOf(parent, name)),
  )
  return sibling === undefined ? visibleOr(after, parent) : childOf(parent, sibling)
}

/** What a row stood in for has come. */
function firstChildOr(rows: RowSource, parent: RowKey): RowKey | null {
  const index = rows.indexOf(parent)
  const isOpen = parent === ROOT || rows.rowAt(index)?.expanded
  return (isOpen ? rows.rowAt(index + 1)?.key : undefined) ?? visibleOr(rows, parent)
}

const visibleOr = (rows: RowSource, key: RowKey) => (rows.indexOf(key) >= 0 ? key : null)

function survivor(
  names: readonly string[],
  name: string,
  rowOf: (name: string) => number,
): string | undefined {
  const found = positionOf(names, name)
  const at = found < 0 ? -1 - found : found
  for (let index = found < 0 ? at : at + 1; index < names.length; index++) {
    const candidate = names[index] ?? ''
    if (rowOf(candidate) >= 0) return candidate
  }
  for (let index = at - 1; index >= 0; index--) {
    const candidate = names[index] ?? ''
    if (rowOf(candidate) >= 0) return candidate
  }
  return undefined
}

export type Anchor = { readonly key: RowKey; readonly index: number }

/**
 * By how many rows what was in view moved: the view scrolls by as much and nothing seems to move.
 * `anchors` are the rows that were in view, from the top; the first that survived counts.
 */
export function rowsMoved(anchors: readonly Anchor[], after: RowSource): number {
  for (const { key, index } of anchors) {
    const now = after.indexOf(key)
    if (now >= 0) return now - index
  }
  return 0
}
