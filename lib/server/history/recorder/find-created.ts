import { isCode } from '@/lib/server/cluster/is-code'
import { readStats, type StatAt } from '@/lib/server/cluster/read/reads'
import { headsOf } from '@/lib/server/history/rows/heads'
import { isFound } from '@/lib/server/history/rows/observation'
import { isRecorded } from '@/lib/server/history/rows/scope'
import { childOf, type ZnodePath } from '@/lib/znode/path'
import { readableStat } from '@/lib/znode/stat'
import { type CatchUp, PAGE } from './catch-up-task'
import { differenceOf, wasMissed } from './compare-with-head'

const NO_LIST = ['no-node', 'no-auth', 'too-large'] as const

/** Records what was created below these parents since they were compared last, and below that. */
export async function recordCreated(task: CatchUp, parents: readonly StatAt[]): Promise<void> {
  const queue = parents.flatMap(({ path, stat: presence }) => {
    const stat = readableStat(presence)
    const hasNews = stat && stat.numChildren > 0 && wasMissed(stat.pzxid, task)
    return hasNews ? [path] : []
  })
  for (const parent of queue) {
    const children = await childrenOf(task, parent)
    for (let start = 0; start < children.length; start += PAGE) {
      const page = children.slice(start, start + PAGE)
      queue.push(...(await recordNew(task, page)))
      await task.breathe()
    }
  }
}

/** Answers those of the new ones that have children. */
async function recordNew(task: CatchUp, page: readonly ZnodePath[]): Promise<ZnodePath[]> {
  const { session, cluster, scope, read } = task
  const paths = page.filter((path) => isRecorded(scope, path))
  const known = await read((db) => headsOf(db, cluster, paths))
  const unknown = paths.filter((path) => known.get(path)?.gone ?? true)
  const stats = await readStats(session, unknown)
  const created = stats.filter(({ stat: presence }) => {
    const stat = readableStat(presence)
    return stat && wasMissed(stat.czxid, task)
  })
  const looks = await task.look(created.map(({ path }) => path))
  await task.keep(looks.flatMap((each) => differenceOf(each, known.get(each.path), task)))
  return looks
    .filter(isFound)
    .filter(({ found: { stat } }) => stat.numChildren > 0)
    .map(({ path }) => path)
}

/** None where there is no such znode, or its children cannot be listed: too many, or not for us. */
export async function childrenOf(
  { list }: Pick<CatchUp, 'list'>,
  path: ZnodePath,
): Promise<ZnodePath[]> {
  try {
    return (await list(path)).map((name) => childOf(path, name))
  } catch (error) {
    if (NO_LIST.some((code) => isCode(error, code))) return []
    throw error
  }
}
