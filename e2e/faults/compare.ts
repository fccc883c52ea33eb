import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import type { Truth } from './truth'
import { rowsOf, type Watcher } from './watcher'

const FIELDS = [
  'czxid',
  'mzxid',
  'pzxid',
  'ctime',
  'mtime',
  'version',
  'cversion',
  'aversion',
  'ephemeralOwner',
  'dataLength',
  'numChildren',
] as const satisfies ReadonlyArray<keyof Stat>

/** What a watcher shows otherwise than ZooKeeper holds it: rows, lists, every stat field, values. */
export function differences({ store, look }: Watcher, truth: Truth): string[] {
  const rows = rowsOf(store)
  const found = compareRows(rows, truth, look.open)
  for (const path of rows)
    if (truth.has(path)) found.push(...compareStat(path, store.fact(path)?.stat, truth))
  for (const path of look.children) {
    const names = store.children.view(path).names.join()
    const wanted = truth.get(path)?.names.join() ?? ''
    if (names !== wanted) found.push(`children of ${path} are ${names}, not ${wanted}`)
  }
  for (const path of look.znodes) found.push(...compareZnode(path, store, truth))
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

function compareStat(path: ZnodePath, shown: Stat | null | undefined, truth: Truth): string[] {
  const { stat } = truth.get(path) ?? {}
  if (!stat || !shown) return stat || shown ? [`${path} is ${stat ? 'not ' : ''}there`] : []
  return FIELDS.filter((field) => shown[field] !== stat[field]).map(
    (field) => `${field} of ${path} is ${shown[field]}, not ${stat[field]}`,
  )
}

function compareZnode(path: ZnodePath, store: Watcher['store'], truth: Truth): string[] {
  const view = store.znodes.view(path)
  const znode = truth.get(path)
  if (!znode) return view.status === 'missing' ? [] : [`${path} is shown as ${view.status}`]
  if (view.status !== 'ready') return [`${path} is shown as ${view.status}`]
  const shown = Buffer.from(view.data ?? []).toString()
  const wanted = `${znode.data ?? ''}`
  const data = shown === wanted ? [] : [`the value of ${path} is ${shown}, not ${wanted}`]
  return [...data, ...compareStat(path, view.stat, truth)]
}
