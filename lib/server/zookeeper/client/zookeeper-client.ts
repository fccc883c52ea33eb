import ConnectionManager from 'node-zookeeper-client/lib/ConnectionManager.js'
import { chrootAt } from '@/lib/server/zookeeper/protocol/chroot'
import { KEEPER } from '@/lib/server/zookeeper/protocol/keeper-errors'
import { EVENT_TYPES } from '@/lib/server/zookeeper/protocol/opcodes'
import { toHex } from '@/lib/server/zookeeper/protocol/records'
import * as request from '@/lib/server/zookeeper/protocol/requests'
import type {
  Abilities,
  Created,
  CreateOptions,
  MultiResult,
  MultiStep,
  Notification,
  Reads,
  Reply,
  SessionHealth,
  SessionKey,
  SessionStatus,
  ShownFact,
  WatchMode,
  ZooKeeperSession,
} from '@/lib/server/zookeeper/session'
import type { AclEntry } from '@/lib/znode/acl'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import type { SessionManager } from './connection-manager'
import { Creations } from './creations'
import { addressOf } from './diagnoses'
import { SessionReads, statusOf } from './session-reads'

const { STATES } = ConnectionManager

/** The typed operations on top of a manager. */
export class Session extends SessionReads implements ZooKeeperSession {
  readonly #statusListeners = new Set<(status: SessionStatus) => void>()
  readonly #notificationListeners = new Set<(notification: Notification) => void>()
  readonly #closed: Promise<void>
  readonly #creations: Creations
  #status: SessionStatus = 'connecting'

  constructor(manager: SessionManager, chroot: ZnodePath) {
    super(manager, chrootAt(chroot))
    this.#creations = new Creations(manager, this.chroot, (operation) => this.call(operation))
    this.#closed = new Promise((resolve) => {
      manager.on('state', (state: number) => {
        if (state === STATES.CLOSED) resolve()
        this.#onState()
      })
    })
    manager.on('notification', (type: number, path: string) => this.#onEvent(type, path))
  }

  override get status(): SessionStatus {
    return this.#status
  }

  get health(): SessionHealth {
    const { attempts, conversation, failure, incarnation, lastAnswered, lastZxid } = this.manager
    const { nextTry, seen, sessionId, sessionTimeout, unfollowed } = this.manager
    const server = conversation?.server
    return {
      sessionId: incarnation === 0 ? null : toHex(sessionId),
      server: server ? addressOf(server) : null,
      timeout: sessionTimeout,
      lastAnswered,
      latency: conversation?.latency ?? null,
      lastZxid,
      newestZxid: seen.newest,
      returns: seen.returns,
      incarnation,
      unfollowed,
      cause: failure?.cause ?? null,
      reason: failure?.detail ?? null,
      attempts,
      nextTry,
    }
  }

  get key(): SessionKey | null {
    return this.manager.incarnation === 0 ? null : this.manager.key
  }

  onStatus(listener: (status: SessionStatus) => void): () => void {
    this.#statusListeners.add(listener)
    return () => void this.#statusListeners.delete(listener)
  }

  onNotification(listener: (notification: Notification) => void): () => void {
    this.#notificationListeners.add(listener)
    return () => void this.#notificationListeners.delete(listener)
  }

  onFact(listener: (fact: ShownFact) => void): () => void {
    const guardedListener = (fact: ShownFact) => guarded(() => listener(fact))
    this.manager.on('fact', guardedListener)
    return () => void this.manager.off('fact', guardedListener)
  }

  forgetZxids(): void {
    this.manager.seen.forget()
  }

  reconnect(): void {
    this.manager.hurry()
  }

  close(): Promise<void> {
    this.manager.close()
    return this.#closed
  }

  fenceLast(): Promise<boolean> {
    return this.manager.fenceLast()
  }

  shareOf(party: string): Reads {
    return new SessionReads(this.manager, this.chroot, party)
  }

  abilities(): Promise<Abilities> {
    return this.#creations.abilities()
  }

  create(path: ZnodePath, data: Buffer | null, how: CreateOptions): Promise<Reply<Created>> {
    return this.#creations.create(path, data, how)
  }

  setData(path: ZnodePath, data: Buffer | null, version: number): Promise<Reply<Stat>> {
    return this.call(request.setData(this.chroot, path, data, version))
  }

  delete(path: ZnodePath, version: number): Promise<Reply<void>> {
    return this.call(request.remove(this.chroot, path, version))
  }

  setAcl(path: ZnodePath, acl: readonly AclEntry[], aversion: number): Promise<Reply<Stat>> {
    return this.call(request.setAcl(this.chroot, path, acl, aversion))
  }

  multi(steps: readonly MultiStep[]): Promise<Reply<MultiResult[]>> {
    return this.#creations.multi(steps)
  }

  async addWatch(path: ZnodePath, mode: WatchMode): Promise<Reply<void>> {
    const reply = await this.call(request.addWatch(this.chroot, path, mode))
    this.manager.watches.add(this.chroot.toServer(path), mode)
    return reply
  }

  hasWatch(path: ZnodePath): Promise<Reply<boolean>> {
    return this.call(request.checkWatch(this.chroot, path))
  }

  removeWatches(path: ZnodePath): Promise<Reply<void>> {
    this.manager.watches.remove(this.chroot.toServer(path))
    return this.call({
      ...request.removeWatches(this.chroot, path),
      tolerates: [{ error: KEEPER.noWatcher, value: undefined }],
    })
  }

  #onState() {
    const status = statusOf(this.manager)
    if (status === this.#status) return
    this.#status = status
    for (const listener of this.#statusListeners) guarded(() => listener(status))
  }

  #onEvent(type: number, serverPath: string) {
    const name = EVENT_TYPES.get(type)
    const path = this.chroot.toSession(serverPath)
    if (!name || !path) return
    // An answer reaches who awaits it in a microtask: so must this, or it would overtake the answer.
    queueMicrotask(() => {
      for (const listener of this.#notificationListeners) {
        guarded(() => listener({ type: name, path }))
      }
    })
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
