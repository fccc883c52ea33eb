import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import { headsOf } from '@/lib/server/history/rows/heads'
import { recordedAcls } from '@/lib/server/history/rows/latest-acls'
import type { Sighting } from '@/lib/server/history/rows/observation'
import { type Found, isFound, type Look } from '@/lib/server/history/rows/observation'
import type { Store } from '@/lib/server/store/store'
import type { ZnodePath } from '@/lib/znode/path'
import type { AclReader } from './acl-reader'
import { interpret } from './interpret-read'
import type { Keeper } from './keeper'
import type { Said } from './pending-paths'
import { look } from './read-znodes'
import type { MetZnodes } from './unrecorded-znodes'
import { DataWentBack, wentBack } from './went-back'

type Around = {
  readonly gateway: ClusterGateway
  readonly store: Pick<Store, 'sealer'>
  readonly keeper: Keeper
  readonly acls: AclReader
  readonly met: MetZnodes
  readonly world: {
    /** Monotonic ms. */
    readonly now: () => number
    /** ms since 1970. */
    readonly wallClock: () => number
    /** ZooKeeper dated a change that was made just now (ms since 1970). */
    readonly witness?: (mtime: number) => void
  }
  /** The ACL of `path` could not be read, and has to be another time. */
  readonly again: (path: ZnodePath) => void
}

/** What was heard of since it was read last. */
type Heard = {
  /** Values that somebody was shown. */
  readonly seen: readonly Found[]
  /** Paths, with what notifications said of them. */
  readonly taken: ReadonlyMap<ZnodePath, Said>
  /** When the first of it was heard of (monotonic ms). */
  readonly heardAt: number
}

/** On whose behalf ZooKeeper is asked: beside people, not before them. */
const RECORDER = 'recorder'
/** What is read within this time after it was heard of tells ZooKeeper's clock (ms). */
const FRESH_MS = 5_000

const NOTHING: Said = new Set()

/** Reads what changed, and tells by what was recorded of it what there is to record. */
export class SightingReader {
  readonly #around: Around

  constructor(around: Around) {
    this.#around = around
  }

  async read({ seen, taken, heardAt }: Heard): Promise<Sighting[]> {
    const { gateway, keeper, met, world } = this.#around
    const era = await keeper.era()
    const session = await gateway.share('read', RECORDER)
    const found = await look(session, [...taken.keys()], gateway.config.history)
    if (world.now() - heardAt <= FRESH_MS) this.#witness(found, taken)
    const looks = await this.withAcls([...seen, ...found], taken)
    const paths = looks.map(({ path }) => path)
    const heads = await keeper.change((db, cluster) => headsOf(db, cluster, paths))
    const now = world.wallClock()
    return looks.flatMap((each, index) => {
      const head = heads.get(each.path)
      if (isFound(each) && wentBack(head, { stat: each.found.stat, zxid: each.zxid }, era))
        throw new DataWentBack()
      const said = index < seen.length ? undefined : taken.get(each.path)
      return interpret(each, said ?? NOTHING, { head, era, met, now })
    })
  }

  /** What others changed just now has the time of the server that leads. */
  #witness(looks: readonly Look[], taken: ReadonlyMap<ZnodePath, Said>): void {
    const times = looks.flatMap((each) => {
      const said = taken.get(each.path)
      const isNews = said?.has('created') || said?.has('changed')
      return isNews && isFound(each) ? [each.found.stat.mtime] : []
    })
    if (times.length === 0) return
    this.#around.world.witness?.(times.reduce((latest, time) => Math.max(latest, time)))
  }

  /** The looks with the ACLs that are not recorded yet. */
  async withAcls(looks: readonly Look[], said?: ReadonlyMap<ZnodePath, Said>): Promise<Look[]> {
    const { gateway, keeper, acls, store, again } = this.#around
    const era = await keeper.era()
    return await acls.complete(looks, {
      era,
      session: await gateway.share('read', RECORDER),
      sealer: store.sealer,
      recorded: (paths) =>
        keeper.change((db, cluster) => recordedAcls(db, cluster, { era, paths })),
      isNew: (path) => said?.get(path)?.has('created') ?? false,
      again,
    })
  }
}
