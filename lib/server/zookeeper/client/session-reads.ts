import ConnectionManager from 'node-zookeeper-client/lib/ConnectionManager.js'
import type { Chroot } from '@/lib/server/zookeeper/protocol/chroot'
import { decodeStrings } from '@/lib/server/zookeeper/protocol/decode-strings'
import { OP } from '@/lib/server/zookeeper/protocol/opcodes'
import { readChildren, readData } from '@/lib/server/zookeeper/protocol/records'
import * as request from '@/lib/server/zookeeper/protocol/requests'
import type { Reads, Reply, SessionStatus, ShownFact } from '@/lib/server/zookeeper/session'
import type { AclEntry } from '@/lib/znode/acl'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import type { Presence, Stat } from '@/lib/znode/stat'
import type { SessionManager } from './connection-manager'
import { tellingFacts } from './shown-facts'

const { STATES } = ConnectionManager

/** The typed operations that change nothing, on behalf of one party or of the session itself. */
export class SessionReads implements Reads {
  protected readonly manager: SessionManager
  protected readonly chroot: Chroot
  readonly #party: string | undefined

  constructor(manager: SessionManager, chroot: Chroot, party?: string) {
    this.manager = manager
    this.chroot = chroot
    this.#party = party
  }

  get status(): SessionStatus {
    return statusOf(this.manager)
  }

  exists(path: ZnodePath): Promise<Reply<Presence>> {
    return this.call(request.exists(this.chroot, path))
  }

  getData(path: ZnodePath): Promise<Reply<{ data: Buffer | null; stat: Stat }>> {
    return this.call(showing(request.reading(OP.getData, this.chroot, path, readData)))
  }

  async getChildren(path: ZnodePath): Promise<Reply<{ names: string[]; stat: Stat }>> {
    const list = showing(request.reading(OP.getChildren, this.chroot, path, readChildren))
    const { value, zxid } = await this.call(list)
    const names = Array.isArray(value.names) ? value.names : await decodeStrings(value.names)
    return { value: { names, stat: value.stat }, zxid }
  }

  getAcl(path: ZnodePath): Promise<Reply<{ acl: AclEntry[]; stat: Stat }>> {
    return this.call(request.getAcl(this.chroot, path))
  }

  getEphemerals(prefix: ZnodePath): Promise<Reply<ZnodePath[]>> {
    return this.call(request.getEphemerals(this.chroot, prefix))
  }

  getAllChildrenNumber(path: ZnodePath): Promise<Reply<number>> {
    return this.call(
      request.asking(OP.getAllChildrenNumber, this.chroot, path, (reader) => reader.int()),
    )
  }

  whoAmI(): Promise<Reply<Array<{ scheme: string; id: string }>>> {
    return this.call({
      ...request.asking(OP.whoAmI, this.chroot, ROOT, (reader) =>
        reader.vector(() => ({ scheme: reader.string(), id: reader.string() })),
      ),
      encode: request.nothing,
    })
  }

  sync(path: ZnodePath): Promise<Reply<ZnodePath>> {
    return this.call(
      request.asking(
        OP.sync,
        this.chroot,
        path,
        (reader) => this.chroot.toSession(reader.string()) ?? path,
      ),
    )
  }

  protected call<T>(operation: request.Operation<T>): Promise<Reply<T>> {
    const { manager } = this
    const newest = () => manager.lastZxid
    const tell = (fact: ShownFact) => void manager.emit('fact', fact)
    return new Promise((resolve, reject) => {
      const settle = tellingFacts(operation, { resolve, reject }, newest, tell)
      manager.queue(operation, settle, this.#party)
    })
  }
}

function showing<T extends { readonly stat: Stat }>(
  operation: request.Operation<T>,
): request.Operation<T> {
  return { ...operation, shows: ({ stat }) => [{ path: operation.path, stat }] }
}

/** What a manager's state is called. */
export function statusOf({ state, wasConnected }: SessionManager): SessionStatus {
  switch (state) {
    case STATES.CONNECTED:
      return 'connected'
    case STATES.CONNECTED_READ_ONLY:
      return 'connected-read-only'
    case STATES.AUTHENTICATION_FAILED:
      return 'auth-failed'
    case STATES.CLOSING:
    case STATES.CLOSED:
      return 'closed'
    default:
      return wasConnected ? 'suspended' : 'connecting'
  }
}
