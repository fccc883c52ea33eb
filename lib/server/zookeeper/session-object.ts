import ConnectionManager from 'node-zookeeper-client/lib/ConnectionManager.js'
import type { AclEntry } from '@/lib/znode/acl'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import type { Presence, Stat } from '@/lib/znode/stat'
import type { Abilities } from './abilities'
import { type Chroot, chrootAt } from './chroot'
import { addressOf } from './connector'
import { Creations } from './creations'
import { KEEPER } from './keeper-errors'
import type { SessionManager } from './manager'
import { EVENT_TYPES, OP } from './opcodes'
import * as request from './operation'
import { readChildren, readData, toHex } from './records'
import type {
  Created,
  CreateOptions,
  MultiResult,
  MultiStep,
  Notification,
  Reply,
  SessionHealth,
  SessionKey,
  SessionStatus,
  WatchMode,
  ZooKeeperSession,
} from './session'

const { STATES } = ConnectionManager

/** The typed operations on top of a manager. */
export class Session implements ZooKeeperSession {
  readonly #manager: SessionManager
  readonly #chroot: Chroot
  readonly #statusListeners = new Set<(status: SessionStatus) => void>()
  readonly #notificationListeners = new Set<(notification: Notification) => void>()
  readonly #closed: Promise<void>
  readonly #creations: Creations
  #status: SessionStatus = 'connecting'

  constructor(manager: SessionManager, chroot: ZnodePath) {
    this.#manager = manager
    this.#chroot = chrootAt(chroot)
    this.#creations = new Creations(manager, this.#chroot, (operation) => this.#call(operation))
    this.#closed = new Promise((resolve) => {
      manager.on('state', (state: number) => {
        if (state === STATES.CLOSED) resolve()
        this.#onState()
      })
    })
    manager.on('notification', (type: number, path: string) => this.#onEvent(type, path))
  }

  get status(): SessionStatus {
    return this.#status
  }

  get health(): SessionHealth {
    const { attempts, conversation, failure, incarnation, lastAnswered, lastZxid } = this.#manager
    const { nextTry, sessionId, sessionTimeout } = this.#manager
    const server = conversation?.server
    return {
      sessionId: incarnation === 0 ? null : toHex(sessionId),
      server: server ? addressOf(server) : null,
      timeout: sessionTimeout,
      lastAnswered,
      latency: conversation?.latency ?? null,
      lastZxid,
      incarnation,
      cause: failure?.cause ?? null,
      reason: failure?.detail ?? null,
      attempts,
      nextTry,
    }
  }

  get key(): SessionKey | null {
    return this.#manager.incarnation === 0 ? null : this.#manager.key
  }

  onStatus(listener: (status: SessionStatus) => void): () => void {
    this.#statusListeners.add(listener)
    return () => void this.#statusListeners.delete(listener)
  }

  onNotification(listener: (notification: Notification) => void): () => void {
    this.#notificationListeners.add(listener)
    return () => void this.#notificationListeners.delete(listener)
  }

  reconnect(): void {
    this.#manager.hurry()
  }

  close(): Promise<void> {
    this.#manager.close()
    return this.#closed
  }

  fenceLast(): Promise<boolean> {
    return this.#manager.fenceLast()
  }

  exists(path: ZnodePath): Promise<Reply<Presence>> {
    return this.#call(request.exists(this.#chroot, path))
  }

  getData(path: ZnodePath): Promise<Reply<{ data: Buffer | null; stat: Stat }>> {
    return this.#call(request.reading(OP.getData, this.#chroot, path, readData))
  }

  getChildren(path: ZnodePath): Promise<Reply<{ names: string[]; stat: Stat }>> {
    return this.#call(request.reading(OP.getChildren, this.#chroot, path, readChildren))
  }

  getAcl(path: ZnodePath): Promise<Reply<{ acl: AclEntry[]; stat: Stat }>> {
    return this.#call(request.getAcl(this.#chroot, path))
  }

  getEphemerals(prefix: ZnodePath): Promise<Reply<ZnodePath[]>> {
    return this.#call(request.getEphemerals(this.#chroot, prefix))
  }

  getAllChildrenNumber(path: ZnodePath): Promise<Reply<number>> {
    return this.#call(
      request.asking(OP.getAllChildrenNumber, this.#chroot, path, (reader) => reader.int()),
    )
  }

  whoAmI(): Promise<Reply<Array<{ scheme: string; id: string }>>> {
    return this.#call({
      ...request.asking(OP.whoAmI, this.#chroot, ROOT, (reader) =>
        reader.vector(() => ({ scheme: reader.string(), id: reader.string() })),
      ),
      encode: request.nothing,
    })
  }

  sync(path: ZnodePath): Promise<Reply<ZnodePath>> {
    return this.#call(
      request.asking(
        OP.sync,
        this.#chroot,
        path,
        (reader) => this.#chroot.toSession(reader.string()) ?? path,
      ),
    )
  }

  abilities(): Promise<Abilities> {
    return this.#creations.abilities()
  }

  create(path: ZnodePath, data: Buffer | null, how: CreateOptions): Promise<Reply<Created>> {
    return this.#creations.create(path, data, how)
  }

  setData(path: ZnodePath, data: Buffer | null, version: number): Promise<Reply<Stat>> {
    return this.#call(request.setData(this.#chroot, path, data, version))
  }

  delete(path: ZnodePath, version: number): Promise<Reply<void>> {
    return this.#call(request.remove(this.#chroot, path, version))
  }

  setAcl(path: ZnodePath, acl: readonly AclEntry[], aversion: number): Promise<Reply<Stat>> {
    return this.#call(request.setAcl(this.#chroot, path, acl, aversion))
  }

  multi(steps: readonly MultiStep[]): Promise<Reply<MultiResult[]>> {
    return this.#creations.multi(steps)
  }

  async addWatch(path: ZnodePath, mode: WatchMode): Promise<Reply<void>> {
    const reply = await this.#call(request.addWatch(this.#chroot, path, mode))
    this.#manager.watches.add(this.#chroot.toServer(path), mode)
    return reply
  }

  removeWatches(path: ZnodePath): Promise<Reply<void>> {
    this.#manager.watches.remove(this.#chroot.toServer(path))
    return this.#call({
      ...request.removeWatches(this.#chroot, path),
      tolerates: [{ error: KEEPER.noWatcher, value: undefined }],
    })
  }

  #call<T>(operation: request.Operation<T>): Promise<Reply<T>> {
    return new Promise((resolve, reject) => {
      this.#manager.queue(operation, { resolve, reject })
    })
  }

  #onState() {
    const status = statusOf(this.#manager)
    if (status === this.#status) return
    this.#status = status
    for (const listener of this.#statusListeners) guarded(() => listener(status))
  }

  #onEvent(type: number, serverPath: string) {
    const name = EVENT_TYPES.get(type)
    const path = this.#chroot.toSession(serverPath)
    if (!name || !path) return
    // An answer reaches who awaits it in a microtask: so must this, or it would overtake the answer.
    queueMicrotask(() => {
      for (const listener of this.#notificationListeners) {
        guarded(() => listener({ type: name, path }))
      }
    })
  }
}

function statusOf({ state, wasConnected }: SessionManager): SessionStatus {
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

/** A listener that throws is its owner's bug, and must not end the connection. */
function guarded(run: () => void) {
  try {
    run()
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error))
  }
}
