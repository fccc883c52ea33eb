import { parentOf, type ZnodePath } from '@/lib/znode/path'
import type { RowSource, TreeRow } from './rows'

/** What a key asks of the tree. `open` and `close` leave the focus where it is. */
export type Move =
  | { readonly type: 'focus'; readonly index: number }
  | { readonly type: 'open' | 'close' | 'select' | 'retry'; readonly path: ZnodePath }

/**
 * The move of the APG tree pattern for `key` (a KeyboardEvent's) while row `active` has the focus;
 * `page` is how many rows a page holds. undefined: the tree has no use for the key.
 */
export function moveFor(
  key: string,
  rows: RowSource,
  active: number,
  page: number,
): Move | undefined {
  const row = rows.rowAt(active)
  if (!row) return rows.rowCount > 0 && isVertical(key) ? { type: 'focus', index: 0 } : undefined
  const step = vertical(key, active, rows.rowCount, Math.max(1, page))
  if (step !== undefined)
    return { type: 'focus', index: Math.max(0, Math.min(rows.rowCount - 1, step)) }
  switch (key) {
    case 'ArrowRight':
      return right(row, active)
    case 'ArrowLeft':
      return left(row, rows)
    case 'Enter':
    case ' ':
      return enter(row)
    default:
      return undefined
  }
}

const isVertical = (key: string) => vertical(key, 0, 1, 1) !== undefined

function vertical(key: string, active: number, count: number, page: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return active + 1
    case 'ArrowUp':
      return active - 1
    case 'Home':
      return 0
    case 'End':
      return count - 1
    case 'PageDown':
      return active + page
    case 'PageUp':
      return active - page
    default:
      return undefined
  }
}

/** A row nobody knows about yet may have children: opening it finds out. */
function right(row: TreeRow, active: number): Move | undefined {
  if (row.kind === 'failed') return { type: 'retry', path: row.path }
  if (row.kind === 'loading') return undefined
  return row.expanded ? { type: 'focus', index: active + 1 } : { type: 'open', path: row.path }
}

function left(row: TreeRow, rows: RowSource): Move | undefined {
  if (row.expanded) return { type: 'close', path: row.path }
  const index = rows.indexOf(row.kind === 'znode' ? parentOf(row.path) : row.path)
  return index < 0 ? undefined : { type: 'focus', index }
}

function enter(row: TreeRow): Move | undefined {
  if (row.kind === 'loading') return undefined
  return { type: row.kind === 'failed' ? 'retry' : 'select', path: row.path }
}
