import type { ZnodePath } from '@/lib/znode/path'
import { type Presence, STAT_FIELDS, type Stat } from '@/lib/znode/stat'
import type { Truth } from './truth'

/** What somebody has on the screen, as the store behind it knows it. */
export type Shown = {
  /** The rows of the tree, from top to bottom. */
  readonly rows: readonly ZnodePath[]
  /** Of each row. */
  readonly stats: ReadonlyMap<ZnodePath, Presence | undefined>
  /** Names of children, by parent. */
  readonly lists: ReadonlyMap<ZnodePath, readonly string[]>
  readonly znodes: ReadonlyMap<ZnodePath, ShownZnode>
}

export type ShownZnode = {
  readonly status: string
  readonly data: Uint8Array | null
  readonly stat: Stat | null
}

/** What is shown otherwise than ZooKeeper holds it: rows, lists, every stat field, values (I1). */
export function differences(shown: Shown, truth: Truth, open: readonly ZnodePath[]): string[] {
  const found = compareRows(shown.rows, truth, open)
  for (const [path, stat] of shown.stats)
    if (truth.has(path)) found.push(...compareStat(path, stat, truth))
  for (const [path, names] of shown.lists) {
    const wanted = truth.get(path)?.names ?? []
    if (names.join() !== wanted.join())
      found.push(`children of ${path} are ${names.join()}, not ${wanted.join()}`)
  }
  for (const [path, znode] of shown.znodes) found.push(...compareZnode(path, znode, truth))
  return found
}

/** The rows that a tree shows in which the root and the `open` znodes are open. */
export function expectedRows(
  truth: Truth,
  root: ZnodePath,
  open: readonly ZnodePath[],
): ZnodePath[] {
  const names = open.includes(root) ? (truth.get(root)?.names ?? []) : []
  return [
    root,
    ...names.flatMap((name) => expectedRows(truth, `${root}/${name}` as ZnodePath, open)),
  ]
}

function compareRows(rows: readonly ZnodePath[], truth: Truth, open: readonly ZnodePath[]) {
  const [root] = truth.keys()
  if (root === undefined) return []
  const shown = rows.filter((path) => path === root || path.startsWith(`${root}/`))
  const wanted = expectedRows(truth, root, open)
  if (shown.join() === wanted.join()) return []
  return [`rows are ${shown.join()}, not ${wanted.join()}`]
}

function compareStat(path: ZnodePath, shown: Presence | undefined, truth: Truth): string[] {
  if (shown === 'unreadable') return [`${path} is shown as unreadable`]
  const { stat } = truth.get(path) ?? {}
  if (!stat || !shown) return stat || shown ? [`${path} is ${stat ? 'not ' : ''}there`] : []
  return STAT_FIELDS.filter((field) => shown[field] !== stat[field]).map(
    (field) => `${field} of ${path} is ${shown[field]}, not ${stat[field]}`,
  )
}

function compareZnode(path: ZnodePath, shown: ShownZnode, truth: Truth): string[] {
  const znode = truth.get(path)
  const status = znode ? 'ready' : 'missing'
  if (shown.status !== status) return [`${path} is shown as ${shown.status}, not as ${status}`]
  if (!znode) return []
  const [is, should] = [Buffer.from(shown.data ?? []), znode.data ?? Buffer.alloc(0)]
  const data = is.equals(should) ? [] : [`the value of ${path} is ${is}, not ${should}`]
  return [...data, ...compareStat(path, shown.stat, truth)]
}
