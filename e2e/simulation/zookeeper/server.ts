import { ROOT, type ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'
import type { Transaction, Znode } from './znodes'

/** A connection as its server sees it. */
export type Client = {
  /** The server applied `transaction`: what it notifies goes out before any later answer. */
  readonly applied: (transaction: Transaction) => void
  /** The server knows of no watch any more. */
  readonly forgetWatches: () => void
  /** The server ends the connection. */
  readonly end: () => void
}

/** One server of the ensemble: it applies the same transactions as the others, later. */
export class Server {
  readonly znodes = new Map<ZnodePath, Znode>()
  readonly clients = new Set<Client>()
  readonly host: string
  zxid: Hex64
  /** How far behind the leader it is (ms). */
  lag = 0
  /** When it has applied everything committed so far (ms). */
  due = 0
  /** Nobody can connect before (ms). */
  downUntil = 0

  constructor(host: string, zxid: Hex64, root: Znode) {
    this.host = host
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

  /** Its data is replaced by what it was at `zxid`; with the data go the watches. */
  restore(znodes: ReadonlyMap<ZnodePath, Znode>, zxid: Hex64): void {
    this.znodes.clear()
    for (const [path, znode] of znodes) this.znodes.set(path, znode)
    this.zxid = zxid
    this.due = 0
    for (const client of this.clients) client.forgetWatches()
  }

  /** The process dies; another comes up, with the same data. */
  crash(until: number): void {
    this.downUntil = until
    for (const client of [...this.clients]) client.end()
  }
}
