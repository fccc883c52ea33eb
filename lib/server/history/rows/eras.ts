import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import type { Db } from '@/lib/server/store/store'
import { ROOT } from '@/lib/znode/path'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'
import { eraOf, zxidOf } from './change-position'
import { newestMoment } from './heads'

/** Answers the ensemble's zxid behind a sync. */
export type AskZxid = () => Promise<Hex64>

/** The era that a cluster's changes belong to now. */
export class Eras {
  readonly #cluster: string
  #current: Promise<number> | null = null
  /** The era that was found last. */
  #known = Number.POSITIVE_INFINITY
  /** The era that ended because data went back, until the next one has begun. */
  #ended: number | null = null

  constructor(cluster: string) {
    this.#cluster = cluster
  }

  /** The era; found out once per connection. */
  current(db: Db, askZxid: AskZxid): Promise<number> {
    this.#current ??= this.#find(db, askZxid).then(
      (era) => {
        this.#known = era
        return era
      },
      (error) => {
        this.#current = null
        throw error
      },
    )
    return this.#current
  }

  /** Another connection may be one to an ensemble that was wiped. */
  forget(): void {
    this.#current = null
  }

  /** What is there now is older than what was recorded, though the zxids go on: a restore. */
  end(): void {
    this.#ended = this.#known
    this.#current = null
  }

  /** The zxid is asked for after the newest row is known, or another replica's would mislead us. */
  async #find(db: Db, askZxid: AskZxid): Promise<number> {
    const latest = await latestEra(db, this.#cluster)
    const why = await this.#whyEnded(latest, askZxid)
    if (!why) return latest.era
    const era = latest.era + 1
    const row = { cluster: this.#cluster, era, why, compared: 0 }
    await db
      .insertInto('era')
      .values(row)
      .onConflict((conflict) => conflict.columns(['cluster', 'era']).doNothing())
      .execute()
    this.#ended = null
    return era
  }

  async #whyEnded({ era, newest }: Latest, askZxid: AskZxid): Promise<'wiped' | 'restored' | null> {
    const isEmpty = newest === undefined || eraOf(newest) < era
    if (!isEmpty && compareHex(await askZxid(), zxidOf(newest)) < 0) return 'wiped'
    // Another replica noticed the same restore, and has begun the era that follows it.
    return this.#ended !== null && era <= this.#ended ? 'restored' : null
  }
}

type Latest = { readonly era: number; readonly newest: string | undefined }

async function latestEra(db: Db, cluster: string): Promise<Latest> {
  const newest = await newestMoment(db, cluster)
  const begun = await db
    .selectFrom('era')
    .select('era')
    .where('cluster', '=', cluster)
    .orderBy('era', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { era: Math.max(begun?.era ?? 0, newest ? eraOf(newest) : 0), newest }
}

/** Whether data went back when this era began, and all that is recorded was not compared since. */
export async function isReturnOpen(db: Db, cluster: string, era: number): Promise<boolean> {
  const row = await db
    .selectFrom('era')
    .select('compared')
    .where('cluster', '=', cluster)
    .where('era', '=', era)
    .where('why', '=', 'restored')
    .executeTakeFirst()
  return row?.compared === 0
}

/** Everything that was recorded before this era was compared with what is there. */
export async function closeReturn(db: Db, cluster: string, era: number): Promise<void> {
  await db
    .updateTable('era')
    .set({ compared: 1 })
    .where('cluster', '=', cluster)
    .where('era', '=', era)
    .execute()
}

/** The ensemble's zxid, at least as new as every change acknowledged before. */
export async function syncedZxid(gateway: ClusterGateway): Promise<Hex64> {
  const session = await gateway.connected('read')
  return (await session.sync(ROOT)).zxid
}
