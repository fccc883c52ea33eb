import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import { catchUpServer } from '@/lib/server/cluster/read/catch-up-server'
import { BoundedMap, weightOf } from '@/lib/server/collections/bounded-map'
import type { Fact } from '@/lib/server/live/cache/facts'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { Failure } from '@/lib/znode/cause'
import type { ZnodePath } from '@/lib/znode/path'
import { type Presence, readableStat } from '@/lib/znode/stat'
import { wentBack } from '@/lib/znode/went-back'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'
import type { Arming } from './arming'
import { flawOf } from './flaw'

type Gateway = Pick<ClusterGateway, 'chroot' | 'connected'>

/** What was acted on is no news for so long (ms). */
const OLD_NEWS_MS = 600_000
/** Pairs of states of a znode. */
const PROVEN = { entries: 10_000, bytes: 4_000_000, weight: weightOf }

type Findings = {
  readonly flaw: Failure | null
  /** The watch is armed, and the ensemble is where it was known to be. */
  readonly stands: boolean
}

/** Questions to a server that seems to be well, one of each kind at a time. */
export class Checkup {
  readonly #arming: Arming
  readonly #gateway: Gateway
  readonly #now: () => number
  /** What contradicted itself, and when that was news (ms). */
  readonly #proven = new BoundedMap<string, number>(PROVEN)
  readonly #asking = new Set<'state' | 'doubt'>()

  /** `now`: monotonic ms. */
  constructor(arming: Arming, gateway: Gateway, now: () => number) {
    this.#arming = arming
    this.#gateway = gateway
    this.#now = now
  }

  /**
   * Whether what “live” rests on still stands; undefined where that could not be asked. `known`:
   * what some session knew a moment ago, which the ensemble itself cannot be behind.
   */
  state(
    session: ZooKeeperSession,
    kind: 'watch' | 'poll',
    known: Hex64,
  ): Promise<Findings | undefined> {
    return this.#once('state', async () => {
      const isArmed = kind === 'poll' || (await this.#arming.stands(session))
      const isBehind = () => compareHex(session.health.lastZxid, known) < 0
      // That the session itself goes back with the data is part of the finding, not another one.
      if (!isArmed || isBehind()) await catchUpServer(session)
      const stands = isArmed && (isAlone(session) || !isBehind())
      return { stands, flaw: await flawOf(session, this.#gateway.chroot) }
    })
  }

  /**
   * A read of `path` showed an older state than `known`, at no earlier zxid: whether that is still
   * so behind a sync, which proves that the ensemble's data went back. Answers what contradicts
   * what, undefined where nothing does.
   */
  contradiction(
    session: ZooKeeperSession,
    path: ZnodePath,
    known: Fact,
  ): Promise<string | undefined> {
    return this.#once('doubt', async () => {
      await catchUpServer(session)
      const { value: stat, zxid } = await session.exists(path)
      const isProven = await this.#contradicts(session, path, known, { stat, zxid })
      return isProven ? JSON.stringify([path, spell(known.stat), spell(stat)]) : undefined
    })
  }

  /**
   * Whether that contradiction is to be acted on. Servers that disagree for good, as some do on a
   * `pzxid`, go on to contradict each other, and each time the screens are read anew.
   */
  isNews(contradiction: string): boolean {
    const at = this.#proven.get(contradiction)
    if (at !== undefined && this.#now() - at < OLD_NEWS_MS) return false
    this.#proven.set(contradiction, this.#now())
    return true
  }

  async #contradicts(
    session: ZooKeeperSession,
    path: ZnodePath,
    known: Fact,
    next: Fact,
  ): Promise<boolean> {
    if (known.stat === 'unreadable') return await this.#isOpen(path)
    return compareHex(next.zxid, known.zxid) < 0 ? !isAlone(session) : wentBack(known, next)
  }

  /** Servers of several releases may hide from one session what they show to another. */
  async #isOpen(path: ZnodePath): Promise<boolean> {
    const reading = await this.#gateway.connected('read')
    await catchUpServer(reading)
    return readableStat((await reading.exists(path)).value) !== null
  }

  /** Where a question fails, the connection has other worries. */
  async #once<T>(kind: 'state' | 'doubt', ask: () => Promise<T>): Promise<T | undefined> {
    if (this.#asking.has(kind)) return undefined
    this.#asking.add(kind)
    try {
      return await ask()
    } catch {
      return undefined
    } finally {
      this.#asking.delete(kind)
    }
  }
}

/** What two states of a znode are told apart by. */
function spell(stat: Presence) {
  if (stat === null || stat === 'unreadable') return stat
  const { czxid, mzxid, pzxid, aversion } = stat
  return [czxid, mzxid, pzxid, aversion]
}

/** A server without a quorum may be behind anything that others know. */
function isAlone({ status }: ZooKeeperSession): boolean {
  return status === 'connected-read-only'
}
