import type { HistoryScope } from '@/lib/server/cluster/config'
import { isCode } from '@/lib/server/cluster/is-code'
import { listChildren, readStats } from '@/lib/server/cluster/read'
import type { Db } from '@/lib/server/store/store'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { childOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import { isEphemeral } from '@/lib/znode/stat'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'
import { headsOf, nextHeads } from './heads'
import type { Head } from './interpret'
import { type Look, look } from './look'
import { type Moment, momentOf } from './moment'
import { isRecorded } from './scope'
import { type Sighting, sightingOf, sightingsOfNew } from './sighting'

export type CatchUp = {
  readonly session: ZooKeeperSession
  readonly cluster: string
  readonly scope: HistoryScope
  readonly era: number
  /** The newest recorded moment before; later changes were missed. */
  readonly recordedTo: string | undefined
  /** The ensemble's state when this began: later changes are not missed ones. */
  readonly upTo: Hex64
  /** ms since 1970. */
  readonly now: () => number
  readonly read: <T>(work: (db: Db) => Promise<T>) => Promise<T>
  readonly keep: (sightings: readonly Sighting[]) => Promise<void>
}

const PAGE = 500
/** Znodes of a baseline at most. */
const MOST_WALKED = 50_000

/** Compares every znode that was there when last recorded with what is there now. */
export async function compareKnown(task: CatchUp): Promise<void> {
  const { session, cluster, scope, read, keep } = task
  for (let after = ''; ; ) {
    const heads = await read((db) => nextHeads(db, cluster, { after, limit: PAGE }))
    const last = heads.at(-1)
    if (!last) return
    after = last.path
    const known = new Map<string, Known>(heads.map((head) => [head.path, head]))
    const paths = heads.map(({ path }) => path).filter((path) => isRecorded(scope, path))
    const looks = await look(session, await differing(task, paths, known))
    await keep(looks.flatMap((each) => differenceOf(each, known.get(each.path), task)))
  }
}

/** Values are read of those alone whose stat is another one. */
async function differing(
  { session, era }: CatchUp,
  paths: readonly ZnodePath[],
  known: ReadonlyMap<string, Known>,
): Promise<ZnodePath[]> {
  await session.sync(ROOT)
  const stats = await readStats(session, paths)
  return stats
    .filter(({ path, stat }) => !stat || momentOf(era, stat.mzxid) !== known.get(path)?.moment)
    .map(({ path }) => path)
}

/** Reads everything below the recorded subtrees, so that what comes next has a “before”. */
export async function readBaseline(task: CatchUp): Promise<void> {
  const { session, cluster, scope, read, keep } = task
  const queue = [...scope.include]
  for (let walked = 0; queue.length > 0 && walked < MOST_WALKED; ) {
    const page = queue.splice(0, PAGE).filter((path) => isRecorded(scope, path))
    walked += page.length
    const looks = await look(session, page)
    const known = await read((db) => headsOf(db, cluster, page))
    await keep(looks.flatMap((each) => differenceOf(each, known.get(each.path), task)))
    for (const each of looks)
      if ('found' in each && each.found.stat.numChildren > 0)
        queue.push(...(await childrenOf(session, each.path)))
  }
}

type Known = Head & { readonly moment: string }

/** What differs between what was recorded last and what is there. */
function differenceOf(each: Look, known: Known | undefined, task: CatchUp): Sighting[] {
  const isAway = (zxid: Hex64) => compareHex(zxid, task.upTo) <= 0
  if ('gone' in each) {
    if (!known || known.gone) return []
    const { path, gone: zxid } = each
    const { czxid } = known
    const away = isAway(zxid)
    return [{ path, kind: 'deleted', zxid, czxid, version: null, at: task.now(), away }]
  }
  const { path, found } = each
  const { stat } = found
  const moment = momentOf(task.era, stat.mzxid)
  if (isEphemeral(stat) || known?.moment === moment) return []
  if (!known && !wasMissed(moment, task)) return [sightingOf(path, found, { kind: 'seen' })]
  const away = isAway(stat.mzxid)
  const isNew = known ? known.czxid !== stat.czxid : wasMissed(momentOf(task.era, stat.czxid), task)
  if (isNew) return sightingsOfNew(path, found, { away })
  return [sightingOf(path, found, { kind: 'changed', away })]
}

/** Whether a znode that was never recorded changed after the last record. */
function wasMissed(moment: Moment, { recordedTo }: CatchUp): boolean {
  return recordedTo !== undefined && moment > recordedTo
}

async function childrenOf(session: ZooKeeperSession, path: ZnodePath): Promise<ZnodePath[]> {
  try {
    const { value } = await listChildren(session, { path })
    return value.names.map((name) => childOf(path, name))
  } catch (error) {
    if (isCode(error, 'no-node') || isCode(error, 'no-auth')) return []
    throw error
  }
}
