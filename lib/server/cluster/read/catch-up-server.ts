import type { Reads } from '@/lib/server/zookeeper/session'
import { ROOT } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'

/**
 * Brings the server up to date with its leader, for every read that follows in the session; answers
 * where it stands then. One that has lost its quorum has nobody to ask, and is read as it is.
 */
export async function catchUpServer(session: Reads): Promise<Hex64> {
  const isAlone = session.status === 'connected-read-only'
  const { zxid } = await (isAlone ? session.exists(ROOT) : session.sync(ROOT))
  return zxid
}
