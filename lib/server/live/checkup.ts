import { catchUpServer } from '@/lib/server/cluster/catch-up-server'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { Failure } from '@/lib/znode/cause'
import type { ZnodePath } from '@/lib/znode/path'
import { wentBack } from '@/lib/znode/went-back'
import type { Arming } from './arming'
import type { Fact } from './facts'
import { flawOf } from './flaw'

type Findings = {
  readonly flaw: Failure | null
  /** The watch is armed. */
  readonly stands: boolean
}

/** Questions to a server that seems to be well, one of each kind at a time. */
export class Checkup {
  readonly #arming: Arming
  readonly #chroot: ZnodePath
  readonly #asking = new Set<'state' | 'doubt'>()

  constructor(arming: Arming, chroot: ZnodePath) {
    this.#arming = arming
    this.#chroot = chroot
  }

  /** Whether what “live” rests on still stands; undefined where that could not be asked. */
  state(session: ZooKeeperSession, kind: 'watch' | 'poll'): Promise<Findings | undefined> {
    return this.#once('state', async () => {
      const stands = kind === 'poll' || (await this.#arming.stands(session))
      // That the session itself goes back with the data is part of the finding, not another one.
      if (!stands) await catchUpServer(session)
      return { stands, flaw: await flawOf(session, this.#chroot) }
    })
  }

  /**
   * A read of `path` showed an older state than `known`, at a later zxid: whether that is still so
   * behind a sync, which proves that the ensemble's data went back.
   */
  async wentBack(session: ZooKeeperSession, path: ZnodePath, known: Fact): Promise<boolean> {
    const isProven = await this.#once('doubt', async () => {
      await catchUpServer(session)
      const { value: stat, zxid } = await session.exists(path)
      return stat !== 'unreadable' && wentBack(known, { stat, zxid })
    })
    return isProven === true
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
