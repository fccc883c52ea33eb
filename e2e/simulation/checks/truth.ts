import type { Browser } from '@/e2e/simulation/product/browser'
import type { Ensemble } from '@/e2e/simulation/zookeeper/ensemble'
import { openParents } from '@/lib/tree/tree'
import type { ZnodePath } from '@/lib/znode/path'
import { readableStat } from '@/lib/znode/stat'
import { sameStat } from './same-stat'

/** How what `browser` shows differs from what is (I1) and from what may be seen (I8). */
export function difference({ store, visible, watched }: Browser, ensemble: Ensemble) {
  const { view } = store.clusterView()
  if (view !== 'live') return `The pill says ${view}`
  for (const path of openParents(store.children.tree)) {
    const found = listDifference(path, store.children.view(path), ensemble)
    if (found) return found
  }
  for (const path of visible) {
    const fact = store.fact(path)
    if (!fact) return `Nothing is known of the row ${path}`
    const truth = ensemble.presence(ensemble.look(path))
    if (!sameStat(fact.stat, truth))
      return `The row ${path} shows ${JSON.stringify(fact)}, not ${JSON.stringify(truth)}`
  }
  for (const path of watched) {
    const found = znodeDifference(path, store.znodes.view(path), ensemble)
    if (found) return found
  }
  return undefined
}

function listDifference(
  path: ZnodePath,
  { status, names }: ReturnType<Browser['store']['children']['view']>,
  ensemble: Ensemble,
): string | undefined {
  const truth = ensemble.look(path)
  const expected = truth ? (truth.closed ? 'denied' : 'ready') : 'missing'
  if (status !== expected) return `The list of ${path} is ${status}, not ${expected}`
  if (expected === 'denied' && names.length > 0)
    return `The children of ${path} are shown, though its ACL hides them`
  const are = [...(truth?.names ?? [])].sort().join()
  return expected !== 'ready' || names.join() === are
    ? undefined
    : `The children of ${path} are shown as “${names.join()}”, not “${are}”`
}

function znodeDifference(
  path: ZnodePath,
  { status, data, stat }: ReturnType<Browser['store']['znodes']['view']>,
  ensemble: Ensemble,
): string | undefined {
  const truth = ensemble.look(path)
  const expected = truth ? (truth.closed ? 'denied' : 'ready') : 'missing'
  if (status !== expected) return `The znode ${path} is ${status}, not ${expected}`
  if (!truth) return undefined
  if (!sameStat(stat, readableStat(ensemble.presence(truth))))
    return `The znode ${path} shows ${JSON.stringify(stat)}`
  if (expected === 'denied' && data) return `The data of ${path} is shown, though its ACL hides it`
  const shown = data ? Buffer.from(data).toString() : null
  return expected === 'ready' && shown !== truth.data
    ? `The znode ${path} shows “${shown}”, not “${truth.data}”`
    : undefined
}
