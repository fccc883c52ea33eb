import type { HistoryScope } from '@/lib/server/cluster/config'
import { isCode } from '@/lib/server/cluster/is-code'
import { listChildren, readStats } from '@/lib/server/cluster/read'
import type { Db } from '@/lib/server/store/store'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { childOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import { isEphemeral, type Stat } from '@/lib/znode/stat'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'
import { headsOf, type KnownHead, nextHeads } from './heads'
import { isFound, type Look } from './look'
import { eraOf, type Moment, momentOf } from './moment'
import { isRecorded } from './scope'
import {
  deletion,
  FIRST_ACL,
  type Sighting,
  sightingOf,
  sightingsOfNew,
  withAclChange,
} from './sighting'

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
  /** Reads znodes with their ACLs. */
  readonly look: (paths: readonly ZnodePath[]) => Promise<Look[]>
}

const PAGE = 500
/** Znodes of a baseline at most. */
const MOST_WALKED = 50_000

/** Compares every znode that was there when last recorded with what is there now. */
export async function compareKnown(task: CatchUp): Promise<void> {
  const { cluster, scope, read, keep } = task
  for (let after = ''; ; ) {
    const heads = await read((db) => nextHeads(db, cluster, { after, limit: PAGE }))
    const last = heads.at(-1)
    if (!last) return
    after = last.path
    const known = new Map<string, KnownHead>(heads.map((head) => [head.path, head]))
    const paths = heads.map(({ path }) => path).filter((path) => isRecorded(scope, path))
    const looks = await task.look(await differing(task, paths, known))
    await keep(looks.flatMap((each) => differenceOf(each, known.get(each.path), task)))
  }
}

/** Values are read of those alone whose stat is another one. */
async function differing(
  { session, era }: CatchUp,
  paths: readonly ZnodePath[],
  known: ReadonlyMap<string, KnownHead>,
): Promise<ZnodePath[]> {
  await session.sync(ROOT)
  const stats = await readStats(session, paths)
  return stats
    .filter(({ path, stat }) => !stat || !isAsKnown(known.get(path), stat, era))
    .map(({ path }) => path)
}

/** Reads everything below the recorded subtrees, so that what comes next has a “before”. */
export async function readBaseline(task: CatchUp): Promise<void> {
  const { session, cluster, scope, read, keep } = task
  const queue = [...scope.include]
  for (let walked = 0; queue.length > 0 && walked < MOST_WALKED; ) {
    const page = queue.splice(0, PAGE).filter((path) => isRecorded(scope, path))
    walked += page.length
    const looks = await task.look(page)
    const known = await read((db) => headsOf(db, cluster, page))
    await keep(looks.flatMap((each) => differenceOf(each, known.get(each.path), task)))
    for (const each of looks)
      if (isFound(each) && each.found.stat.numChildren > 0)
        queue.push(...(await childrenOf(session, each.path)))
  }
}

/** Whether value and ACL are what was recorded last; false where no ACL was. */
function isAsKnown(known: KnownHead | undefined, stat: Stat, era: number): boolean {
  return hasKnownValue(known, stat, era) && known?.aversion === stat.aversion
}

function hasKnownValue(known: KnownHead | undefined, stat: Stat, era: number): boolean {
  if (!known || known.gone || eraOf(known.moment) !== era) return false
  return known.czxid === stat.czxid && known.version === stat.version
}

/** What differs between what was recorded last and what is there. */
function differenceOf(each: Look, known: KnownHead | undefined, task: CatchUp): Sighting[] {
  if (!isFound(each)) {
    if (!known || known.gone) return []
    const { path, gone: zxid } = each
    const { czxid } = known
    const away = compareHex(zxid, task.upTo) <= 0
    return [deletion(path, { zxid, czxid, at: task.now(), away })]
  }
  const { path, found } = each
  if (isEphemeral(found.stat)) {
    if (!known || known.gone) return []
    return [
      deletion(path, { zxid: found.stat.czxid, czxid: known.czxid, at: task.now(), away: true }),
    ]
  }
  const { stat } = found
  const away = compareHex(stat.mzxid, task.upTo) <= 0
  const at = task.now()
  if (isNew(stat, known, task)) {
    const before = each.aclBefore ?? FIRST_ACL
    return withAclChange(each, { before, at }, (acl) => sightingsOfNew(path, found, { away, acl }))
  }
  return withAclChange(each, { before: each.aclBefore, at }, (acl) => {
    if (wasSeen(stat, known, task))
      // Of what an earlier release recorded, this adds the ACL.
      return known?.aversion == null ? [sightingOf(path, found, { kind: 'seen', acl })] : []
    return [sightingOf(path, found, { kind: 'changed', away, acl })]
  })
}

function isNew(stat: Stat, known: KnownHead | undefined, task: CatchUp): boolean {
  if (known) return known.czxid !== stat.czxid
  return wasMissed(momentOf(task.era, stat.czxid), task)
}

/** Whether the value is what was recorded last, or was there when recording began. */
function wasSeen(stat: Stat, known: KnownHead | undefined, task: CatchUp): boolean {
  if (known) return hasKnownValue(known, stat, task.era)
  return !wasMissed(momentOf(task.era, stat.mzxid), task)
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
