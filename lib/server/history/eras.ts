import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import type { Db } from '@/lib/server/store/store'
import { ROOT } from '@/lib/znode/path'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'
import { newestMoment } from './heads'
import { eraOf, zxidOf } from './moment'

/** Answers the ensemble's zxid behind a sync. */
export type AskZxid = () => Promise<Hex64>

/** The era that a cluster's changes belong to now. */
export class Eras {
  readonly #cluster: string
  #current: Promise<number> | null = null

  constructor(cluster: string) {
    this.#cluster = cluster
  }

  /** The era; found out once per connection. */
  current(db: Db, askZxid: AskZxid): Promise<number> {
    this.#current ??= this.#find(db, askZxid).catch((error) => {
      this.#current = null
      throw error
    })
    return this.#current
  }

  /** Another connection may be one to an ensemble that was wiped. */
  forget(): void {
    this.#current = null
  }

  /** The zxid is asked for after the newest row is known, or another replica's would mislead us. */
  async #find(db: Db, askZxid: AskZxid): Promise<number> {
    const newest = await newestMoment(db, this.#cluster)
    if (newest === undefined) return 0
    const isWiped = compareHex(await askZxid(), zxidOf(newest)) < 0
    return eraOf(newest) + (isWiped ? 1 : 0)
  }
}

/** The ensemble's zxid, at least as new as every change acknowledged before. */
export async function syncedZxid(gateway: ClusterGateway): Promise<Hex64> {
  const session = await gateway.connected('read')
  return (await session.sync(ROOT)).zxid
}
