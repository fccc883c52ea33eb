import type { Interest } from '@/lib/api/interest'
import type { LoggedMessage } from '@/lib/server/live/cache/event-log'
import type { Fact } from '@/lib/server/live/cache/facts'
import type { InterestIndex } from '@/lib/server/live/cache/interest-index'
import { Mirror } from '@/lib/server/live/cache/mirror'
import { Pump } from '@/lib/server/live/cache/pump'
import { readFacts } from '@/lib/server/live/cache/reader'
import type { Followers } from '@/lib/server/live/subscribers/followers'
import type { Notification, World, ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { parentOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import { readableStat } from '@/lib/znode/stat'
import { wentBack } from '@/lib/znode/went-back'
import { compareHex, type Hex64, ZERO } from '@/lib/znode/zxid'
import type { Feed } from './feed'

/** Rows verified per sweep while watches deliver: ACL changes and unreadable znodes are silent. */
const SWEEP = 500

type Surroundings = {
  readonly interests: InterestIndex
  readonly feed: () => Pick<Feed, 'session' | 'isCurrent' | 'kind' | 'doubt' | 'supersede'>
  readonly followers: Followers
  readonly emit: (message: LoggedMessage) => void
  /** More was notified than can be read one by one. */
  readonly overflowed: () => void
  readonly world: Pick<World, 'now' | 'setTimer'> & { readonly wallClock: () => number }
}

/** Through what is asked, and whether that is still wanted. */
type Reading = {
  readonly asking?: Pick<ZooKeeperSession, 'exists'> | null
  readonly goOn?: () => boolean
}

/** Reads what is on screens whenever it may have changed, and tells what that reveals. */
export class Observer {
  readonly #around: Surroundings
  readonly #mirror: Mirror
  readonly #pump: Pump
  #sweptTo = 0
  /** The newest state that anything was read at. */
  #newest: Hex64 = ZERO

  constructor(around: Surroundings) {
    const { emit, feed, interests, world } = around
    this.#around = around
    this.#pump = new Pump(
      world,
      async (paths) => void (await this.read(paths)),
      () => feed().isCurrent,
    )
    this.#mirror = new Mirror({ interests, pending: this.#pump, emit, wallClock: world.wallClock })
  }

  get(path: ZnodePath): Fact | undefined {
    return this.#mirror.get(path)
  }

  /** Another session was answered that, which somebody may see. */
  shown(path: ZnodePath, fact: Fact): void {
    const known = this.#mirror.get(path)
    if (!known) return
    const { feed } = this.#around
    if (wentBack(known, fact)) void feed().doubt(path, known)
    else if (wentBack(fact, known)) void feed().doubt(path, fact)
    else this.#mirror.shown(path, fact)
  }

  /** Lets go of what nobody looks at any more. */
  release(paths: readonly ZnodePath[]): void {
    this.#mirror.release(paths)
  }

  /** The same for everything, after a timeline moved elsewhere. */
  releaseUnwatched(): void {
    this.#mirror.releaseUnwatched()
  }

  notified(notification: Notification): void {
    const { interests, followers, overflowed } = this.#around
    const { type, path } = notification
    followers.notified(notification)
    const existence = type === 'created' || type === 'deleted'
    if (interests.wants(path, existence)) this.#pump.mark(path, type)
    const parent = parentOf(path)
    if (existence && path !== ROOT && interests.isPinned(parent))
      this.#pump.mark(parent, 'children')
    if (this.#pump.isOverfull) overflowed()
    else this.#pump.plan()
  }

  /** The connection is another one. */
  interrupted(): void {
    this.#pump.interrupt()
  }

  /** What was notified can be read from now on. */
  proceed(): void {
    this.#pump.plan()
  }

  /** Reads everything on screens again. */
  async resync(goOn: () => boolean): Promise<void> {
    this.#mirror.keepPinned()
    await this.read(this.#around.interests.pinned(), { goOn })
  }

  /** Reads the stats of `paths`; answers those that ZooKeeper does not let us read. */
  async read(
    paths: readonly ZnodePath[],
    { asking = this.#around.feed().session, goOn }: Reading = {},
  ): Promise<ZnodePath[]> {
    return asking ? await readFacts(asking, paths, this.#learn, goOn) : []
  }

  /**
   * Reads what of an interest is not known yet, and the nodes that are known older than `floor`
   * (`0x0`: all of them). Answers those that ZooKeeper does not let us read.
   */
  async look(
    { nodes, parents }: Interest,
    floor: Hex64 | undefined,
    asking: Pick<ZooKeeperSession, 'exists'>,
  ): Promise<ZnodePath[]> {
    const isOutdated = ({ zxid }: Fact) =>
      floor !== undefined && (floor === ZERO || compareHex(zxid, floor) < 0)
    const paths = [...new Set([...nodes, ...parents])].filter((path) => {
      const known = this.get(path)
      return !known || (nodes.has(path) && isOutdated(known))
    })
    return await this.read(paths, { asking })
  }

  /** Verifies what is on screens: all of it when polling, a slice when watches deliver. */
  async sweep(): Promise<void> {
    const { feed, interests } = this.#around
    if (!feed().isCurrent) return
    const pinned = interests.pinned()
    const all = feed().kind === 'poll' || pinned.length <= SWEEP
    const start = all ? 0 : this.#sweptTo % pinned.length
    this.#sweptTo = start + SWEEP
    try {
      await this.read(all ? pinned : pinned.slice(start, start + SWEEP))
    } catch {
      // Lost connection: the resync covers it. Still connected: the next sweep reads again.
    }
  }

  clear(): void {
    this.#mirror.clear()
    this.#pump.clear()
    this.#newest = ZERO
  }

  readonly #learn = (path: ZnodePath, fact: Fact): void => {
    const { feed, followers } = this.#around
    // One session never goes back, unless the data did: of that nothing notified before is told.
    if (compareHex(fact.zxid, this.#newest) < 0) {
      feed().supersede()
      return
    }
    this.#newest = fact.zxid
    const known = this.#mirror.contradicted(path, fact)
    if (known) void feed().doubt(path, known)
    else this.#mirror.learn(path, fact)
    const stat = readableStat(fact.stat)
    if (stat) followers.met(path, stat)
  }
}
