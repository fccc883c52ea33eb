import type { HistoryScope } from '@/lib/server/cluster/config'
import { isCode, isOfOnePath } from '@/lib/server/cluster/is-code'
import { isFound, type Look } from '@/lib/server/history/rows/observation'
import { seeValue, unreadValue } from '@/lib/server/history/rows/seen-value'
import type { Reads } from '@/lib/server/zookeeper/session'
import { parentOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import { keeping } from '@/lib/znode/recording'
import { readableStat } from '@/lib/znode/stat'
import { compareHex } from '@/lib/znode/zxid'

/** Values in flight at most: bounds memory, and how long somebody else's read waits behind. */
export const WINDOW = 64
/** Where a window of values had more bytes than this, the next one is smaller. */
const WINDOW_BYTES = 2_000_000

/**
 * Reads znodes behind a sync, in order. Those whose ACL hides them, or which cannot be read for
 * another reason of their own, are left out: none of them holds up the others.
 */
export async function look(
  session: Reads,
  paths: readonly ZnodePath[],
  scope: HistoryScope,
): Promise<Look[]> {
  const looks: Look[] = []
  if (paths.length === 0) return looks
  const synced = session.sync(ROOT)
  let size = WINDOW
  for (let start = 0; start < paths.length; ) {
    const window = paths.slice(start, start + size)
    const reading = window.map((path) => lookAt(session, path, scope))
    const [found] = await Promise.all([Promise.all(reading), synced])
    looks.push(...found.filter((each) => each !== null))
    start += window.length
    const bytes = found.reduce((sum, each) => sum + sizeOf(each), 0)
    size = bytes > WINDOW_BYTES ? Math.max(1, Math.floor(size / 2)) : Math.min(WINDOW, size * 2)
  }
  return looks
}

function sizeOf(each: Look | null): number {
  return each && isFound(each) ? each.found.value.size : 0
}

async function lookAt(
  session: Reads,
  path: ZnodePath,
  scope: HistoryScope,
  isAgain = false,
): Promise<Look | null> {
  try {
    const { value, zxid } = await session.getData(path)
    const found = { stat: value.stat, value: seeValue(scope, path, value.data) }
    return { path, found, zxid }
  } catch (error) {
    if (isCode(error, 'no-node')) return await lookAtParent(session, path)
    if (isCode(error, 'too-large')) return await lookAtLarge(session, path, scope, isAgain)
    if (isCode(error, 'no-auth') || isOfOnePath(error)) return null
    throw error
  }
}

/** Of a value that no answer holds, the stat tells all that is kept. */
async function lookAtLarge(
  session: Reads,
  path: ZnodePath,
  scope: HistoryScope,
  isAgain: boolean,
): Promise<Look | null> {
  const { value: presence, zxid } = await session.exists(path)
  if (presence === null) return await lookAtParent(session, path)
  const stat = readableStat(presence)
  if (!stat) return null
  // It may have become smaller in between; or more is to be kept than an answer may hold.
  const isKept = keeping(scope, path, stat.dataLength) === 'kept'
  if (isKept && !isAgain) return await lookAt(session, path, scope, true)
  return { path, found: { stat, value: unreadValue(scope, path, stat.dataLength) }, zxid }
}

/** The parent's pzxid is that of the deletion, unless more happened below it since. */
async function lookAtParent(session: Reads, path: ZnodePath): Promise<Look> {
  const { value, zxid } = await session.exists(parentOf(path))
  const parent = readableStat(value)
  return { path, gone: parent && compareHex(parent.pzxid, zxid) < 0 ? parent.pzxid : zxid }
}
