import { childOf, type ZnodePath } from '@/lib/znode/path'
import type { RowSource } from './rows'
import { openParents, type Tree } from './tree'

/**
 * The index of the next row after `from` whose name begins with `typed`, ignoring case, going on
 * from the top; -1 when there is none. `tree` is the one `rows` was made of.
 */
export function findByPrefix(tree: Tree, rows: RowSource, from: number, typed: string): number {
  const prefix = typed.toLowerCase()
  let next = -1
  let first = -1
  for (const parent of openParents(tree)) {
    const names = tree.levels.get(parent)?.names ?? []
    const start = firstBeyond(parent, names, rows, from)
    next = nearest(next, rows, parent, scan(names, start, names.length, prefix))
    first = nearest(first, rows, parent, scan(names, 0, start, prefix))
  }
  return next >= 0 ? next : first
}

/** The position of the first name whose row comes after row `from`. */
function firstBeyond(
  parent: ZnodePath,
  names: readonly string[],
  rows: RowSource,
  from: number,
): number {
  let low = 0
  let high = names.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (rows.indexOf(childOf(parent, names[middle] ?? '')) <= from) low = middle + 1
    else high = middle
  }
  return low
}

function scan(
  names: readonly string[],
  start: number,
  end: number,
  prefix: string,
): string | undefined {
  for (let index = start; index < end; index++) {
    const name = names[index] ?? ''
    if (name.toLowerCase().startsWith(prefix)) return name
  }
  return undefined
}

function nearest(best: number, rows: RowSource, parent: ZnodePath, name?: string): number {
  const index = name === undefined ? -1 : rows.indexOf(childOf(parent, name))
  if (index < 0) return best
  return best < 0 ? index : Math.min(best, index)
}
