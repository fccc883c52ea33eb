import { readStats, type StatAt } from '@/lib/server/cluster/read'
import { ROOT } from '@/lib/znode/path'
import { type CatchUp, PAGE } from './catch-up-task'
import { recordCreated } from './created-meanwhile'
import { differenceOf, isAsKnown } from './difference'
import { type KnownHead, nextHeads } from './heads'
import { isRecorded } from './scope'

/**
 * Compares every znode that was there when last recorded with what is there now, and finds what
 * was created below them meanwhile.
 */
export async function compareKnown(task: CatchUp): Promise<void> {
  const { session, cluster, scope, read } = task
  await session.sync(ROOT)
  await recordCreated(task, await readStats(session, scope.include))
  for (let after = ''; ; ) {
    const heads = await read((db) => nextHeads(db, cluster, { after, limit: PAGE }))
    const last = heads.at(-1)
    if (!last) return
    after = last.path
    const known = new Map<string, KnownHead>(heads.map((head) => [head.path, head]))
    const paths = heads.map(({ path }) => path).filter((path) => isRecorded(scope, path))
    await session.sync(ROOT)
    const stats = await readStats(session, paths)
    await comparePage(task, stats, known)
    await recordCreated(task, stats)
    await task.breathe()
  }
}

/** Values are read of those alone whose stat is another one. */
async function comparePage(
  task: CatchUp,
  stats: readonly StatAt[],
  known: ReadonlyMap<string, KnownHead>,
): Promise<void> {
  const differing = stats.filter(
    ({ path, stat }) => !stat || !isAsKnown(known.get(path), stat, task.era),
  )
  const looks = await task.look(differing.map(({ path }) => path))
  await task.keep(looks.flatMap((each) => differenceOf(each, known.get(each.path), task)))
}
