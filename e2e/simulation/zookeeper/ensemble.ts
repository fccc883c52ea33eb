import type { Chance } from '@/e2e/simulation/time/chance'
import type { VirtualClock } from '@/e2e/simulation/time/virtual-clock'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import type { Presence, Stat } from '@/lib/znode/stat'
import { compareHex, type Hex64, ZERO } from '@/lib/znode/zxid'
import { History } from './history'
import { Server } from './server'
import { Sessions } from './sessions'
import { type Change, newZnode, type Transaction, transact, type Znode } from './znodes'

export const HOSTS = ['zk0', 'zk1', 'zk2'] as const
/** A wiped ensemble begins this far below the one before. */
const PAST = 100_000
/** More ensembles than a story wipes. */
const MOST = 200
/** A backup is made every so many transactions. */
const BACKUP_EVERY = 20
/** How long a committed change takes to a server that does not lag, at most (ms). */
const SPREAD_MS = 3

/** Which ensemble gave out `zxid`: 0 for the first. */
export function generationOf(zxid: Hex64): number {
  return MOST - Math.floor(Number(zxid) / PAST)
}

type Backup = { readonly zxid: Hex64; readonly znodes: ReadonlyMap<ZnodePath, Znode> }

/** ZooKeeper's servers, of which each lags behind the changes that were committed. */
export class Ensemble {
  readonly #clock: VirtualClock
  readonly #chance: Chance
  /** Servers before 3.6 know no persistent watches. */
  readonly hasWatches: boolean
  /** Servers from 3.9.2 on hide the stat of what may not be read. */
  readonly hidesStats: boolean
  #counter = 0
  #generation = 0
  #znodes = new Map<ZnodePath, Znode>()
  #servers: ReadonlyMap<string, Server>
  sessions: Sessions
  readonly histories: History[] = []
  /** How the ensemble stood every now and then, for a restore. */
  #backups: Backup[] = []
  #restores = 0
  readonly #undone: Array<{ readonly after: Hex64; readonly before: Hex64 }> = []
  /** The last change that was committed. */
  zxid: Hex64 = ZERO

  constructor(
    clock: VirtualClock,
    chance: Chance,
    { hasWatches, hidesStats }: Pick<Ensemble, 'hasWatches' | 'hidesStats'>,
  ) {
    this.#clock = clock
    this.#chance = chance
    this.hasWatches = hasWatches
    this.hidesStats = hidesStats
    this.sessions = this.#newSessions()
    this.#servers = this.#begin()
  }

  /** The server at that address. */
  server(host: string): Server | undefined {
    return this.#servers.get(host)
  }

  get servers(): Server[] {
    return [...this.#servers.values()]
  }

  /** From now on every server follows the leader at once. */
  catchUp(): void {
    for (const server of this.#servers.values()) server.lag = 0
  }

  /** What happened in the ensemble that stands now. */
  get history(): History {
    return this.historyAt(this.zxid)
  }

  /** What happened in the ensemble that gave out `zxid`. */
  historyAt(zxid: Hex64): History {
    const history = this.histories[generationOf(zxid)]
    if (!history) throw new Error(`No ensemble ever gave out ${zxid}`)
    return history
  }

  look = (path: ZnodePath): Znode | null => this.#znodes.get(path) ?? null

  /** What a znode's stat is in truth. */
  stat(path: ZnodePath): Stat | null {
    return this.look(path)?.stat ?? null
  }

  /** What of a znode may be seen. */
  presence = (znode: Znode | null): Presence => {
    if (znode?.closed && this.hidesStats) return 'unreadable'
    return znode?.stat ?? null
  }

  /** Commits `changes` as one transaction, unless one of them is refused. */
  commit(changes: readonly Change[]): void {
    const zxid = hex(this.#counter + 1)
    const transaction = transact(this.look, changes, zxid, Math.round(this.#clock.now()))
    if (!transaction) return
    this.#counter += 1
    this.zxid = zxid
    for (const [path, znode] of transaction.after)
      if (znode) this.#znodes.set(path, znode)
      else this.#znodes.delete(path)
    this.history.note(transaction)
    for (const server of this.#servers.values()) this.#spread(server, transaction)
    if (this.#counter % BACKUP_EVERY === 0)
      this.#backups.push({ zxid, znodes: new Map(this.#znodes) })
  }

  /** Older data is put back on all servers, by `back` of the way; zxids go on from where they were. */
  restore(back: number): void {
    const kept = Math.floor((1 - back) * this.#backups.length)
    const backup = this.#backups[Math.min(kept, this.#backups.length - 1)]
    if (!backup) return
    this.#backups = this.#backups.slice(0, kept + 1)
    const after = new Map<ZnodePath, Znode | null>()
    for (const path of this.#znodes.keys()) if (!backup.znodes.has(path)) after.set(path, null)
    for (const [path, znode] of backup.znodes)
      if (this.#znodes.get(path) !== znode) after.set(path, znode)
    this.#counter += 1
    this.#restores += 1
    const mark = hex(this.#counter)
    this.history.note({ zxid: mark, after, events: [] })
    this.#undone.push({ after: backup.zxid, before: mark })
    this.#znodes = new Map(backup.znodes)
    this.zxid = backup.zxid
    for (const server of this.#servers.values()) server.restore(backup.znodes, backup.zxid)
  }

  /** Whether a restore took back what was true at `earlier`, and not what was at `now`. */
  isTakenBack(earlier: Hex64, now: Hex64): boolean {
    return this.#undone.some(({ after, before }) => {
      const isWithin = (zxid: Hex64) => compareHex(zxid, after) > 0 && compareHex(zxid, before) < 0
      return isWithin(earlier) && !isWithin(now)
    })
  }

  /**
   * Up to where the transactions may have been notified that a server at `zxid` can show nothing of
   * any more, because a restore took them back: `zxid` itself where none did.
   */
  notifiedUpTo(zxid: Hex64): Hex64 {
    return this.#undone.findLast(({ after }) => after === zxid)?.before ?? zxid
  }

  /** Opens a session, which is a transaction of its own. */
  openSession(timeout: number): Hex64 {
    this.commit([])
    this.sessions.open(this.zxid, timeout)
    return this.zxid
  }

  /** Calls back when `server` has applied what is committed now. */
  whenSynced(server: Server, done: () => void): void {
    const wait = compareHex(server.zxid, this.zxid) < 0 ? server.due - this.#clock.now() : 0
    this.#clock.setTimer(done, wait)
  }

  /** Another, empty ensemble answers at the same addresses. */
  wipe(): void {
    const before = [...this.#servers.values()]
    this.sessions.forget()
    this.sessions = this.#newSessions()
    this.#generation += 1
    this.#backups = []
    this.#servers = this.#begin()
    for (const server of before) for (const client of [...server.clients]) client.end()
  }

  #newSessions(): Sessions {
    return new Sessions(this.#clock, () => this.commit([]))
  }

  #spread(server: Server, transaction: Transaction): void {
    const now = this.#clock.now()
    server.due = Math.max(server.due, now + server.lag + this.#chance.next() * SPREAD_MS)
    const restores = this.#restores
    this.#clock.setTimer(() => {
      if (restores === this.#restores) server.apply(transaction)
    }, server.due - now)
  }

  #begin(): ReadonlyMap<string, Server> {
    this.#counter = PAST * (MOST - this.#generation)
    this.zxid = hex(this.#counter)
    this.histories.push(new History())
    const root = newZnode({ zxid: ZERO, time: 0 })
    this.#znodes = new Map([[ROOT, root]])
    this.history.note({ zxid: ZERO, after: this.#znodes, events: [] })
    return new Map(HOSTS.map((host) => [host, new Server(host, this.zxid, root)]))
  }
}

function hex(count: number): Hex64 {
  return `0x${count.toString(16)}`
}
