import type {
  Notification,
  Reply,
  SessionHealth,
  SessionStatus,
  WatchMode,
  ZooKeeperSession,
} from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { Server } from './ensemble'
import { Requests } from './requests'
import { type Surroundings, Transport } from './transport'
import type { Znode } from './znodes'

/** The operations that the live engine and the reads of the API need; no other may be called. */
type Operations = Pick<ZooKeeperSession, 'exists' | 'getData' | 'getChildren' | 'sync' | 'addWatch'>

type Listeners<T> = Set<(value: T) => void>

/** A session with the fake ensemble, alive through cuts and expiries as the real engine's is. */
export class FakeSession implements Operations {
  readonly #requests: Requests
  readonly #transport: Transport
  readonly #statusListeners: Listeners<SessionStatus> = new Set()
  readonly #notificationListeners: Listeners<Notification> = new Set()
  readonly #hasWatches: boolean
  status: SessionStatus = 'connecting'

  constructor(surroundings: Surroundings, hasWatches: boolean) {
    this.#hasWatches = hasWatches
    this.#requests = new Requests(surroundings.clock)
    this.#transport = new Transport(surroundings, {
      opened: (connection) => {
        this.#become('connected')
        this.#requests.opened(connection)
      },
      notified: ({ type, path }) => {
        for (const listener of [...this.#notificationListeners]) listener({ type, path })
      },
      lost: (reason) => {
        this.#requests.lost(reason)
        this.#become(this.#transport.health.incarnation > 0 ? 'suspended' : 'connecting')
      },
      beat: () => this.#requests.expire(),
    })
  }

  get health(): SessionHealth {
    return this.#transport.health
  }

  /** For faults. */
  get transport(): Transport {
    return this.#transport
  }

  /** Every path that was asked for with `exists`, until it is emptied. */
  readonly asked = new Set<ZnodePath>()

  onStatus(listener: (status: SessionStatus) => void): () => void {
    this.#statusListeners.add(listener)
    return () => void this.#statusListeners.delete(listener)
  }

  onNotification(listener: (notification: Notification) => void): () => void {
    this.#notificationListeners.add(listener)
    return () => void this.#notificationListeners.delete(listener)
  }

  close(): Promise<void> {
    this.#transport.close()
    this.#requests.lost('The session was closed')
    this.#become('closed')
    return Promise.resolve()
  }

  exists(path: ZnodePath): Promise<Reply<Stat | null>> {
    this.asked.add(path)
    return this.#call('read', path, (server) => server.znodes.get(path)?.stat ?? null)
  }

  getData(path: ZnodePath): Promise<Reply<{ data: Buffer | null; stat: Stat }>> {
    return this.#call('read', path, (server) => {
      const { data, stat } = readable(server, path)
      return { data: Buffer.from(data), stat }
    })
  }

  getChildren(path: ZnodePath): Promise<Reply<{ names: string[]; stat: Stat }>> {
    return this.#call('read', path, (server) => {
      const { names, stat } = readable(server, path)
      return { names: [...names], stat }
    })
  }

  sync(path: ZnodePath): Promise<Reply<ZnodePath>> {
    return this.#call('sync', path, () => path)
  }

  async addWatch(path: ZnodePath, _mode: WatchMode): Promise<Reply<void>> {
    const reply = await this.#call<void>('watch', path, () => {
      if (!this.#hasWatches) throw new ZnodeError('unimplemented', path)
    })
    this.#transport.hasWatch = true
    return reply
  }

  #become(status: SessionStatus): void {
    if (status === this.status || this.status === 'closed') return
    this.status = status
    for (const listener of [...this.#statusListeners]) listener(status)
  }

  #call<T>(
    kind: 'read' | 'sync' | 'watch',
    path: ZnodePath,
    answer: (server: Server) => T,
  ): Promise<Reply<T>> {
    if (this.status === 'closed') return Promise.reject(new ZnodeError('not-live', path))
    return this.#requests.call(kind, path, answer)
  }
}

function readable(server: Server, path: ZnodePath): Znode {
  const znode = server.znodes.get(path)
  if (!znode) throw new ZnodeError('no-node', path)
  if (znode.closed) throw new ZnodeError('no-auth', path)
  return znode
}
