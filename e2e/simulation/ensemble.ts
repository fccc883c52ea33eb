import { ROOT, type ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import { compareHex, type Hex64, ZERO } from '@/lib/znode/zxid'
import type { Chance } from './chance'
import { History } from './history'
import type { VirtualClock } from './virtual-clock'
import { type Change, newZnode, type Transaction, transact, type Znode } from './znodes'

/** A connection as a server sees it. */
export type Client = {
  /** The server applied `transaction`: what it notifies goes out before any later answer. */
  readonly applied: (transaction: Transaction) => void
  /** The server is gone. */
  readonly cut: () => void
}

/** One server of the ensemble: it applies the same transactions as the others, later. */
export class Server {
  readonly znodes = new Map<ZnodePath, Znode>()
  readonly clients = new Set<Client>()
  readonly name: string
  zxid: Hex64
  /** How far behind the leader it is (ms). */
  lag = 0
  due = 0

  constructor(name: string, zxid: Hex64, root: Znode) {
    this.name = name
    this.zxid = zxid
    this.znodes.set(ROOT, root)
  }

  apply(transaction: Transaction): void {
    for (const [path, znode] of transaction.after)
      if (znode) this.znodes.set(path, znode)
      else this.znodes.delete(path)
    this.zxid = transaction.zxid
    for (const client of [...this.clients]) client.applied(transaction)
  }
}

const SIZE = 3
/** A wiped ensemble begins this far below the one before. */
const PAST = 100_000
/** More ensembles than a story wipes. */
const MOST = 200

/** Which ensemble gave out `zxid`: 0 for the first. */
export function generationOf(zxid: Hex64): number {
  return MOST - Math.floor(Number(zxid) / PAST)
}

/** ZooKeeper's servers, of which each lags behind the changes that were committed. */
export class Ensemble {
  readonly #clock: VirtualClock
  readonly #chance: Chance
  #counter = 0
  #generation = 0
  #sessions = new Set<Hex64>()
  #opened = 0
  #znodes = new Map<ZnodePath, Znode>()
  servers: readonly [Server, ...Server[]]
  readonly histories: History[] = []
  /** The last change that was committed. */
  zxid: Hex64 = ZERO

  constructor(clock: VirtualClock, chance: Chance) {
    this.#clock = clock
    this.#chance = chance
    this.servers = this.#begin()
  }

  /** Counts wiped ensembles. */
  get generation(): number {
    return this.#generation
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

  /** Commits `changes` as one transaction; says whether they were allowed. */
  commit(changes: readonly Change[]): Transaction | undefined {
    const zxid = this.#zxidAt(this.#counter + 1)
    const transaction = transact(this.look, changes, zxid, Math.round(this.#clock.now()))
    if (!transaction) return undefined
    this.#counter += 1
    this.zxid = zxid
    for (const [path, znode] of transaction.after)
      if (znode) this.#znodes.set(path, znode)
      else this.#znodes.delete(path)
    this.history.note(transaction)
    for (const server of this.servers) {
      server.due = Math.max(server.due, this.#clock.now() + server.lag + this.#chance.next() * 3)
      const { due } = server
      this.#clock.setTimer(() => server.apply(transaction), due - this.#clock.now())
    }
    return transaction
  }

  /** Calls back when `server` has applied what is committed now. */
  whenSynced(server: Server, done: () => void): void {
    const wait = compareHex(server.zxid, this.zxid) < 0 ? server.due - this.#clock.now() : 0
    this.#clock.setTimer(done, wait)
  }

  openSession(): Hex64 {
    this.#opened += 1
    const id: Hex64 = `0x${(this.#generation * 4_096 + this.#opened).toString(16)}`
    this.#sessions.add(id)
    return id
  }

  knows(session: Hex64): boolean {
    return this.#sessions.has(session)
  }

  expire(session: Hex64): void {
    this.#sessions.delete(session)
  }

  /** Another, empty ensemble answers at the same addresses. */
  wipe(): void {
    const before = this.servers
    this.#generation += 1
    this.servers = this.#begin()
    for (const server of before) for (const client of [...server.clients]) client.cut()
  }

  #begin(): [Server, ...Server[]] {
    this.#counter = PAST * (MOST - this.#generation)
    this.zxid = this.#zxidAt(this.#counter)
    this.#sessions = new Set()
    this.histories.push(new History())
    const root = newZnode({ zxid: ZERO, time: 0 })
    this.#znodes = new Map([[ROOT, root]])
    const after = new Map([[ROOT, root]])
    this.history.note({ zxid: ZERO, after, events: [] })
    const names = Array.from({ length: SIZE }, (_, index) => `zk${index}:2181`)
    const [first = '', ...others] = names
    const open = (name: string) => new Server(name, this.zxid, root)
    return [open(first), ...others.map(open)]
  }

  #zxidAt(count: number): Hex64 {
    return `0x${count.toString(16)}`
  }
}
