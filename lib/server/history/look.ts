import { isCode } from '@/lib/server/cluster/is-code'
import type { Reads } from '@/lib/server/zookeeper/session'
import { parentOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import { readableStat } from '@/lib/znode/stat'
import type { Current } from '@/lib/znode/znode-error'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'
import type { SeenAcl } from './sighting'

/** What a read found of a znode that is there. */
export type Found = {
  readonly path: ZnodePath
  readonly found: Current
  /** What the server had applied when it answered. */
  readonly zxid: Hex64
  readonly acl?: SeenAcl | undefined
  /** The ACL that was recorded before; undefined where none was of this incarnation. */
  readonly aclBefore?: SeenAcl | undefined
}

/** What a read found; `gone` holds the zxid by which the znode was deleted at the latest. */
export type Look = Found | { readonly path: ZnodePath; readonly gone: Hex64 }

export function isFound(look: Look): look is Found {
  return 'found' in look
}

/** Values in flight at most: bounds memory, and how long somebody else's read waits behind. */
export const WINDOW = 64

/** Reads znodes behind a sync, in order. Those whose ACL hides them are left out. */
export async function look(session: Reads, paths: readonly ZnodePath[]): Promise<Look[]> {
  const looks: Look[] = []
  if (paths.length === 0) return looks
  const synced = session.sync(ROOT)
  for (let start = 0; start < paths.length; start += WINDOW) {
    const window = paths.slice(start, start + WINDOW)
    const found = await Promise.all([...window.map((path) => lookAt(session, path)), synced])
    for (const each of found) if (each && 'path' in each) looks.push(each)
  }
  return looks
}

async function lookAt(session: Reads, path: ZnodePath): Promise<Look | null> {
  try {
    const { value: found, zxid } = await session.getData(path)
    return { path, found, zxid }
  } catch (error) {
    if (isCode(error, 'no-auth')) return null
    if (!isCode(error, 'no-node')) throw error
    return await lookAtParent(session, path)
  }
}

/** The parent's pzxid is that of the deletion, unless more happened below it since. */
async function lookAtParent(session: Reads, path: ZnodePath): Promise<Look> {
  const { value, zxid } = await session.exists(parentOf(path))
  const parent = readableStat(value)
  return { path, gone: parent && compareHex(parent.pzxid, zxid) < 0 ? parent.pzxid : zxid }
}
