import type { HistoryScope } from '@/lib/server/cluster/config'
import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import { listChildren } from '@/lib/server/cluster/read/reads'
import type { Look, Sighting } from '@/lib/server/history/rows/observation'
import type { Db } from '@/lib/server/store/store'
import type { Reads } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import type { Comparing } from './comparison-scope'

/** Znodes read together, and recorded in one transaction. */
export const PAGE = 500

/** On whose behalf ZooKeeper is asked meanwhile. */
export const CATCHING_UP = 'catching up'

/** See `CatchUp.list`. */
export function listOf(gateway: ClusterGateway): CatchUp['list'] {
  return async (path) => {
    const session = await gateway.connected('list')
    return (await listChildren(session, { path }, CATCHING_UP)).value.names
  }
}

/** Comparing what was recorded with what is there, page by page. */
export type CatchUp = Comparing & {
  readonly session: Reads
  /** The names of a znode's children. */
  readonly list: (path: ZnodePath) => Promise<readonly string[]>
  readonly cluster: string
  readonly scope: HistoryScope
  readonly read: <T>(work: (db: Db) => Promise<T>) => Promise<T>
  readonly keep: (sightings: readonly Sighting[]) => Promise<void>
  /** Reads znodes with their ACLs. */
  readonly look: (paths: readonly ZnodePath[]) => Promise<Look[]>
  /** Records in between what changed meanwhile. Rejects when this is no longer wanted. */
  readonly breathe: () => Promise<void>
}
