import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import { readStats } from '@/lib/server/cluster/read/reads'
import { Walk } from '@/lib/server/cluster/read/walk'
import { headsOf } from '@/lib/server/history/rows/heads'
import { type Found, isFound, type Look } from '@/lib/server/history/rows/observation'
import { isRecorded } from '@/lib/server/history/rows/scope'
import { unreadValue } from '@/lib/server/history/rows/seen-value'
import { readMeta, writeMeta } from '@/lib/server/store/database/meta'
import type { Reads } from '@/lib/server/zookeeper/session'
import { isWithin, type ZnodePath } from '@/lib/znode/path'
import { keeping } from '@/lib/znode/recording'
import { isEphemeral, readableStat, type Stat } from '@/lib/znode/stat'
import { listOf } from './catch-up-task'
import { differenceOf, isAsKnown } from './compare-with-head'
import { childrenOf } from './find-created'
import type { Keeper } from './keeper'
import { look } from './read-znodes'

/** How far a baseline has come. */
export type Progress = {
  /** `bounded`: it ended before it had read everything, because that is a lot. */
  readonly state: 'off' | 'waiting' | 'running' | 'complete' | 'bounded'
  /** Znodes that were read. */
  readonly read: number
  /** Znodes there are; null where the server cannot count them. */
  readonly total: number | null
}

/** What a baseline may read at most (I10). */
export type Bound = { readonly znodes: number; readonly bytes: number }

type Around = {
  readonly gateway: ClusterGateway
  readonly keeper: Keeper
  /** Monotonic ms. */
  readonly now: () => number
  /** ms since 1970. */
  readonly wallClock: () => number
  readonly withAcls: (looks: readonly Look[]) => Promise<Look[]>
  /** An ephemeral was read: nothing is recorded of it. */
  readonly met: (path: ZnodePath, stat: Stat) => void
  readonly most?: Bound
}

const MOST: Bound = { znodes: 50_000, bytes: 64_000_000 }
/** On whose behalf ZooKeeper is asked: behind people, and behind what changes. */
const BASELINE = 'baseline'
const PAGE = 100
/** Values that are on their way together (bytes): others wait behind them. */
const TOGETHER_BYTES = 262_144
/** It works for half of the time at most, and pauses so long at least (ms). */
const LEAST_PAUSE_MS = 5
/** After ZooKeeper or the store failed (ms). */
const RETRY_MS = 5_000

const Kept = z.object({
  scope: z.string(),
  era: z.number(),
  state: z.enum(['complete', 'bounded']),
  read: z.number(),
})

/**
 * Reads what is below the recorded subtrees once, so that the first change of each znode has a
 * “before”. What it read before is not read again, however often it is interrupted.
 */
export class Baseline {
  readonly #around: Around
  #progress: Progress
  #running: Promise<void> | null = null
  #isClosed = false
  #bytes = 0

  constructor(around: Around) {
    this.#around = around
    const { baseline } = around.gateway.config.history
    this.#progress = { state: baseline ? 'waiting' : 'off', read: 0, total: null }
  }

  get progress(): Progress {
    return this.#progress
  }

  /** Begins, or goes on, unless it is done in this era. */
  start(): void {
    if (this.#progress.state === 'off' || this.#isClosed) return
    this.#running ??= this.#run().finally(() => {
      this.#running = null
    })
  }

  close(): void {
    this.#isClosed = true
  }

  async #run(): Promise<void> {
    while (!this.#isClosed)
      try {
        await this.#walk()
        return
      } catch {
        // ZooKeeper or the store is away: it goes on when they are back.
        await sleep(RETRY_MS, undefined, { ref: false })
      }
  }

  async #walk(): Promise<void> {
    const { gateway, keeper, most = MOST } = this.#around
    const { history: scope } = gateway.config
    const era = await keeper.era()
    const done = await this.#doneIn(era)
    if (done) {
      this.#progress = done
      return
    }
    const session = await gateway.share('read', BASELINE)
    const list = listOf(gateway)
    const walk = new Walk(scope.include, (path) => childrenOf({ list }, path))
    this.#progress = { state: 'running', read: 0, total: await this.#count(session) }
    this.#bytes = 0
    while (!this.#isClosed) {
      const start = this.#around.now()
      const paths = await walk.take(Math.min(PAGE, most.znodes - this.#progress.read))
      if (paths.length === 0) return await this.#end(era, walk.isCut ? 'bounded' : 'complete')
      const recorded = paths.filter((path) => isRecorded(scope, path))
      await this.#page(session, { walk, paths: recorded, era })
      this.#progress = { ...this.#progress, read: this.#progress.read + recorded.length }
      const isFull = this.#progress.read >= most.znodes || this.#bytes >= most.bytes
      if (isFull) return await this.#end(era, 'bounded')
      const pause = Math.max(LEAST_PAUSE_MS, this.#around.now() - start)
      await sleep(pause, undefined, { ref: false })
    }
  }

  async #page(
    session: Reads,
    { walk, paths, era }: { walk: Walk; paths: readonly ZnodePath[]; era: number },
  ): Promise<void> {
    const { gateway, keeper, wallClock, withAcls, met } = this.#around
    const { id: cluster } = gateway.config
    const stats = await readStats(session, paths)
    const there = stats.flatMap(({ path, stat, zxid }) => {
      const readable = readableStat(stat)
      if (!readable) return []
      if (readable.numChildren > 0) walk.below(path)
      if (!isEphemeral(readable)) return [{ path, stat: readable, zxid }]
      met(path, readable)
      return []
    })
    const known = await keeper.change((db) =>
      headsOf(
        db,
        cluster,
        there.map(({ path }) => path),
      ),
    )
    const unknown = there.filter(({ path, stat }) => !isAsKnown(known.get(path), stat, era))
    const comparing = { era, since: undefined, awayTo: null, isReturn: false, now: wallClock }
    for (const some of await this.#looks(session, unknown)) {
      const looks = await withAcls(some)
      await keeper.keep(
        looks.flatMap((each) => differenceOf(each, known.get(each.path), comparing)),
      )
    }
  }

  /** Values that are kept are read, few bytes at a time; of others the stat says all there is. */
  async #looks(session: Reads, unknown: readonly Unread[]): Promise<Look[][]> {
    const { history: scope } = this.#around.gateway.config
    const all: Look[][] = []
    let some: ZnodePath[] = []
    let bytes = 0
    const flush = async () => {
      if (some.length > 0) all.push(await look(session, some, scope))
      some = []
      bytes = 0
    }
    const unread: Found[] = []
    for (const { path, stat, zxid } of unknown) {
      const { dataLength: size } = stat
      this.#bytes += path.length + Math.min(size, scope.maxValueBytes)
      if (keeping(scope, path, size) === 'kept') {
        some.push(path)
        bytes += size
        if (bytes > TOGETHER_BYTES) await flush()
      } else {
        unread.push({ path, found: { stat, value: unreadValue(scope, path, size) }, zxid })
      }
    }
    await flush()
    return [...all, unread].filter((each) => each.some(isFound))
  }

  /** How it ended in this era, with these subtrees; undefined where it did not. */
  async #doneIn(era: number): Promise<Progress | undefined> {
    const text = await this.#around.keeper.change((db, cluster) => readMeta(db, keyOf(cluster)))
    const kept = text === undefined ? undefined : Kept.safeParse(JSON.parse(text)).data
    if (kept?.era !== era || kept.scope !== this.#scope) return undefined
    return {
      state: kept.state,
      read: kept.read,
      total: kept.state === 'complete' ? kept.read : null,
    }
  }

  async #end(era: number, state: 'complete' | 'bounded'): Promise<void> {
    const { read, total } = this.#progress
    const kept: z.output<typeof Kept> = { scope: this.#scope, era, state, read }
    await this.#around.keeper.change((db, cluster) =>
      writeMeta(db, keyOf(cluster), JSON.stringify(kept)),
    )
    this.#progress = { state, read, total: state === 'complete' ? read : total }
  }

  /** Other subtrees want another baseline. */
  get #scope(): string {
    const { include, exclude } = this.#around.gateway.config.history
    return JSON.stringify([include, exclude])
  }

  /** Null where the server is too old to count. */
  async #count(session: Reads): Promise<number | null> {
    const { include, exclude } = this.#around.gateway.config.history
    const apart = exclude.filter((path) => include.some((scope) => isWithin(path, scope)))
    const sizes = async (paths: readonly ZnodePath[]) => {
      const counts = await Promise.all(paths.map((path) => countOf(session, path)))
      return counts.reduce((sum, count) => sum + count, 0)
    }
    try {
      return Math.max(0, (await sizes(include)) - (await sizes(apart)))
    } catch {
      return null
    }
  }
}

type Unread = { readonly path: ZnodePath; readonly stat: Stat; readonly zxid: Found['zxid'] }

function keyOf(cluster: string): string {
  return `baseline:${cluster}`
}

/** A znode and all below it; 0 where there is none. */
async function countOf(session: Reads, path: ZnodePath): Promise<number> {
  const { value } = await session.exists(path)
  return value === null ? 0 : (await session.getAllChildrenNumber(path)).value + 1
}
