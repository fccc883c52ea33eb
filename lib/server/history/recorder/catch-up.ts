import { readStats, type StatAt } from '@/lib/server/cluster/read/reads'
import { type KnownHead, lastDeletions, nextHeads } from '@/lib/server/history/rows/heads'
import { isRecorded } from '@/lib/server/history/rows/scope'
import { ROOT } from '@/lib/znode/path'
import { type CatchUp, PAGE } from './catch-up-task'
import { differenceOf, isAsKnown } from './compare-with-head'
import { recordCreated } from './find-created'
import { DataWentBack, wentBack } from './went-back'

/** Deletions that are looked at again: data that went back lacks the newest first. */
const VERIFIED = 200

/**
 * Compares every znode that was there when last recorded with what is there now, and finds what
 * was created below them meanwhile. Throws `DataWentBack` where that is older than what was
 * recorded.
 */
export async function compareKnown(task: CatchUp): Promise<void> {
  const { session, cluster, scope, read } = task
  await session.sync(ROOT)
  await verifyDeletions(task)
  await recordCreated(task, await readStats(session, scope.include))
  for (let after = ''; ; ) {
    const page = { after, limit: PAGE, withGone: task.isReturn }
    const heads = await read((db) => nextHeads(db, cluster, page))
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

/** What was deleted last, and is there again as it was before, proves that data went back. */
async function verifyDeletions({ session, cluster, era, read, isReturn }: CatchUp): Promise<void> {
  if (isReturn) return
  const heads = await read((db) => lastDeletions(db, cluster, VERIFIED))
  const stats = await readStats(
    session,
    heads.map(({ path }) => path),
  )
  verify(stats, new Map(heads.map((head) => [head.path, head])), era)
}

/** Throws `DataWentBack` where a znode proves that. */
function verify(
  stats: readonly StatAt[],
  known: ReadonlyMap<string, KnownHead>,
  era: number,
): void {
  for (const { path, stat, zxid } of stats)
    if (stat && stat !== 'unreadable' && wentBack(known.get(path), { stat, zxid }, era))
      throw new DataWentBack()
}

/** Values are read of those alone whose stat is another one; what is unreadable tells nothing. */
async function comparePage(
  task: CatchUp,
  stats: readonly StatAt[],
  known: ReadonlyMap<string, KnownHead>,
): Promise<void> {
  verify(stats, known, task.era)
  const differing = stats.filter(
    ({ path, stat }) =>
      stat === null || (stat !== 'unreadable' && !isAsKnown(known.get(path), stat, task.era)),
  )
  const looks = await task.look(differing.map(({ path }) => path))
  await task.keep(looks.flatMap((each) => differenceOf(each, known.get(each.path), task)))
}
