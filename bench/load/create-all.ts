import type { MultiStep, ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { OPEN_ACL } from '@/lib/znode/acl'
import type { ZnodePath } from '@/lib/znode/path'

/** Steps of one multi: a request has room for 1 MB. */
const BATCH = 1_000
/** Multis on their way at the same time. */
const WINDOW = 4

/** Creates persistent znodes without data, in no order. */
export async function createAll(
  session: ZooKeeperSession,
  paths: readonly ZnodePath[],
): Promise<void> {
  let next = 0
  const work = async () => {
    while (next < paths.length) {
      const batch = paths.slice(next, next + BATCH)
      next += BATCH
      await session.multi(batch.map(toStep))
    }
  }
  await Promise.all(Array.from({ length: WINDOW }, work))
}

function toStep(path: ZnodePath): MultiStep {
  return { op: 'create', path, data: null, mode: 'persistent', acl: OPEN_ACL }
}
