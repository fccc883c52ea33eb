import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import { momentOf } from '@/lib/server/history/rows/change-position'
import { closeReturn, isReturnOpen, syncedZxid } from '@/lib/server/history/rows/eras'
import { newestMoment } from '@/lib/server/history/rows/heads'
import type { Look } from '@/lib/server/history/rows/observation'
import { compareKnown } from './catch-up'
import { CATCHING_UP, type CatchUp, listOf } from './catch-up-task'
import type { Keeper } from './keeper'
import { look } from './read-znodes'

/** Why everything has to be compared: notifications were lost, or there are none. */
export type Due = 'lost' | 'poll'

type Around = {
  readonly gateway: ClusterGateway
  readonly keeper: Keeper
  /** ms since 1970. */
  readonly now: () => number
  readonly withAcls: (looks: readonly Look[]) => Promise<Look[]>
  /** Records in between what changed meanwhile. Rejects when this is no longer wanted. */
  readonly breathe: () => Promise<void>
}

/** Compares what was recorded with what is there. */
export class Comparing {
  readonly #around: Around
  #comparedTo: string | undefined

  constructor(around: Around) {
    this.#around = around
  }

  /** Rejects with `DataWentBack` where what is there is older than what was recorded. */
  async run(due: Due): Promise<void> {
    const { keeper } = this.#around
    const { task, upTo } = await this.#begin(due)
    await compareKnown(task)
    if (task.isReturn) await keeper.change((db, cluster) => closeReturn(db, cluster, task.era))
    this.#comparedTo = upTo
  }

  async #begin(due: Due): Promise<{ task: CatchUp; upTo: string }> {
    const { gateway, keeper, now, withAcls, breathe } = this.#around
    const session = await gateway.share('read', CATCHING_UP)
    const { id: cluster, history: scope } = gateway.config
    const era = await keeper.era()
    const zxid = await syncedZxid(gateway)
    const upTo = momentOf(era, zxid)
    const isReturn = await keeper.change((db) => isReturnOpen(db, cluster, era))
    const since = this.#comparedTo ?? (await keeper.change(newestMoment))
    const awayTo = due === 'lost' ? zxid : null
    const task: CatchUp = {
      ...{ list: listOf(gateway), session, cluster, scope, era, isReturn, awayTo, now, breathe },
      since: isReturn ? upTo : since,
      read: (work) => keeper.change(work),
      keep: (sightings) => keeper.keep(sightings),
      look: async (paths) => withAcls(await look(session, paths, scope)),
    }
    return { task, upTo }
  }
}
