import type { ZnodePath } from '@/lib/znode/path'
import { ancestry, parentOf, ROOT } from '@/lib/znode/path'
import type { RowKey, RowSource } from './rows'

/**
 * The row that has the focus once the rows are `after`: the same one while it is visible, else its
 * next sibling, the previous one, the parent; null when nothing of that is left.
 */
export function focusAfter(after: RowSource, key: RowKey): RowKey | null {
  if (after.indexOf(key) >= 0) return key
  if (key.length > 1 && key.endsWith('/')) return firstChildOr(after, key.slice(0, -1))
  const path = key as ZnodePath
  const missing = ancestry(path).find((step) => after.indexOf(step) < 0) ?? path
  const parent = parentOf(missing)
  if (parent !== ROOT && !after.rowAt(after.indexOf(parent))?.expanded)
    return visibleOr(after, parent)
  return after.siblingOf(missing) ?? visibleOr(after, parent)
}

/** What a row stood in for has come. */
function firstChildOr(rows: RowSource, parent: RowKey): RowKey | null {
  const index = rows.indexOf(parent)
  const isOpen = parent === ROOT || rows.rowAt(index)?.expanded
  return (isOpen ? rows.rowAt(index + 1)?.key : undefined) ?? visibleOr(rows, parent)
}

const visibleOr = (rows: RowSource, key: RowKey) => (rows.indexOf(key) >= 0 ? key : null)

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
