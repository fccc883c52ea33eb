import { catchUpServer } from '@/lib/server/cluster/read/catch-up-server'
import type { Fact } from '@/lib/server/live/cache/facts'
import type { Reads, ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { Failure } from '@/lib/znode/cause'
import type { ZnodePath } from '@/lib/znode/path'
import { readableStat } from '@/lib/znode/stat'
import { wentBack } from '@/lib/znode/went-back'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'
import type { Arming } from './arming'
import { flawOf } from './flaw'

type Findings = {
  readonly flaw: Failure | null
  /** The watch is armed, and the ensemble is where it was known to be. */
  readonly stands: boolean
}

/** Questions to a server that seems to be well, one of each kind at a time. */
export class Checkup {
  readonly #arming: Arming
  readonly #chroot: ZnodePath
  readonly #reading: () => Promise<Reads>
  readonly #asking = new Set<'state' | 'doubt'>()

  /** `reading`: the session that reads for people. */
  constructor(arming: Arming, chroot: ZnodePath, reading: () => Promise<Reads>) {
    this.#reading = reading
    this.#arming = arming
    this.#chroot = chroot
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
      return { stands, flaw: await flawOf(session, this.#chroot) }
    })
  }

  /**
   * A read of `path` showed an older state than `known`, at no earlier zxid: whether that is still
   * so behind a sync, which proves that the ensemble's data went back.
   */
  async wentBack(session: ZooKeeperSession, path: ZnodePath, known: Fact): Promise<boolean> {
    const isProven = await this.#once('doubt', async () => {
      if (known.stat === 'unreadable') return await this.#isOpen(path)
      await catchUpServer(session)
      const { value: stat, zxid } = await session.exists(path)
      if (compareHex(zxid, known.zxid) < 0) return !isAlone(session)
      return wentBack(known, { stat, zxid })
    })
    return isProven === true
  }

  /** Servers of several releases may hide from one session what they show to another. */
  async #isOpen(path: ZnodePath): Promise<boolean> {
    const reading = await this.#reading()
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

/** A server without a quorum may be behind anything that others know. */
function isAlone({ status }: ZooKeeperSession): boolean {
  return status === 'connected-read-only'
}
