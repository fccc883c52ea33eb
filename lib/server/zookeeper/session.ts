import type { AclEntry } from '@/lib/znode/acl'
import type { Cause, Failure } from '@/lib/znode/cause'
import type { CreateMode } from '@/lib/znode/create-mode'
import type { ZnodePath } from '@/lib/znode/path'
import type { Presence, Stat } from '@/lib/znode/stat'
import type { Hex64 } from '@/lib/znode/zxid'

/** What an answer shows of a znode: its stat (null: absent), true at `zxid`. */
export type ShownFact = { readonly path: ZnodePath; readonly stat: Presence; readonly zxid: Hex64 }

/** What a server can do. */
export type Abilities = {
  /**
   * Certainly from ZooKeeper 3.5 or later: it has containers and TTL, and answers creations with a
   * stat. A single server that began with the data of an older one cannot be told from that.
   */
  readonly isSince35: boolean
}

/** What a session can be asked without changing anything; see `ZooKeeperSession`. */
export interface Reads {
  readonly status: SessionStatus

  exists(path: ZnodePath): Promise<Reply<Presence>>
  getData(path: ZnodePath): Promise<Reply<{ data: Buffer | null; stat: Stat }>>
  getChildren(path: ZnodePath): Promise<Reply<{ names: string[]; stat: Stat }>>
  getAcl(path: ZnodePath): Promise<Reply<{ acl: AclEntry[]; stat: Stat }>>
  getEphemerals(prefix: ZnodePath): Promise<Reply<ZnodePath[]>>
  /** All descendants, the znode itself not counted. */
  getAllChildrenNumber(path: ZnodePath): Promise<Reply<number>>
  whoAmI(): Promise<Reply<Array<{ scheme: string; id: string }>>>
  /** The answer's zxid is at least as new as every change acknowledged before the call. */
  sync(path: ZnodePath): Promise<Reply<ZnodePath>>
}

/**
 * A ZooKeeper session as the rest of the server sees it. One object lives through reconnects,
 * failovers and expiries: an expired session is replaced by a new one inside, and the last zxid
 * travels along. Every operation has a deadline and rejects with `ZnodeError`, never throws.
 */
export interface ZooKeeperSession extends Reads {
  readonly health: SessionHealth
  /** For `fence`, should this process die before an answer arrives; null before the first session. */
  readonly key: SessionKey | null

  /** Calls back on every change of `status`; returns the way to stop it. */
  onStatus(listener: (status: SessionStatus) => void): () => void
  /** Calls back on every notification of a persistent watch; returns the way to stop it. */
  onNotification(listener: (notification: Notification) => void): () => void
  /** Calls back on what every answer shows of a znode; returns the way to stop it. */
  onFact(listener: (fact: ShownFact) => void): () => void
  /** Begins `newestZxid` and `returns` anew: the ensemble was replaced, or its data by older data. */
  forgetZxids(): void
  /** Tries to connect now, if it waits for a later attempt. */
  reconnect(): void
  /** Closes the session on the server, waiting at most 1.5 s. Pending operations reject. */
  close(): Promise<void>

  /**
   * Reading on behalf of one of those who share the session: parties are served in turns, and each
   * has a share of the requests on their way, so that who asks for much waits for it alone (I9).
   */
  shareOf(party: string): Reads

  /**
   * Learns what the server in use can do, once per connection. Creations that nobody learnt it for
   * ask by themselves, and reject with `session-expired` if their session ended meanwhile.
   */
  abilities(): Promise<Abilities>
  create(path: ZnodePath, data: Buffer | null, how: CreateOptions): Promise<Reply<Created>>
  /** `version` -1 overwrites whatever is there. */
  setData(path: ZnodePath, data: Buffer | null, version: number): Promise<Reply<Stat>>
  delete(path: ZnodePath, version: number): Promise<Reply<void>>
  setAcl(path: ZnodePath, acl: readonly AclEntry[], aversion: number): Promise<Reply<Stat>>
  /** All or nothing; version 0 is checked like any other. */
  multi(steps: readonly MultiStep[]): Promise<Reply<MultiResult[]>>

  /**
   * After a write rejected with `outcome-unknown`: takes the session it was sent in over on any
   * server and closes it, and goes on in a new one. True: the write has been applied or never
   * will be, and a read behind a `sync` tells which. False: no server could be asked.
   */
  fenceLast(): Promise<boolean>

  addWatch(path: ZnodePath, mode: WatchMode): Promise<Reply<void>>
  /** Whether the server still holds the watch: data that is restored takes the watches with it. */
  hasWatch(path: ZnodePath): Promise<Reply<boolean>>
  removeWatches(path: ZnodePath): Promise<Reply<void>>
}

/**
 * `suspended`: the connection is lost or silent and is being replaced. `auth-failed`: every
 * request is refused, and the servers are asked again after a pause. `closed` is final.
 */
export type SessionStatus =
  | 'connecting'
  | 'connected'
  | 'connected-read-only'
  | 'suspended'
  | 'auth-failed'
  | 'closed'

/** What it takes to resume a session on another connection. `password` is a secret. */
export type SessionKey = {
  readonly sessionId: Hex64
  readonly password: Buffer
  readonly lastZxid: Hex64
}

export type SessionHealth = {
  readonly sessionId: Hex64 | null
  /** host:port of the server in use. */
  readonly server: string | null
  /** Negotiated session timeout in ms. */
  readonly timeout: number
  /** When the newest ping or request that was answered was sent, monotonic ms; null before. */
  readonly lastAnswered: number | null
  /** Round trip of the last ping in ms. */
  readonly latency: number | null
  /** The largest zxid any reply has carried, or a later smaller one, should the data go back. */
  readonly lastZxid: Hex64
  /** The largest zxid any answer has carried, whatever came later; see `forgetZxids`. */
  readonly newestZxid: Hex64
  /** Counts how often the zxids of one connection went back: the server's data did. */
  readonly returns: number
  /** Notifications that named a path too long to be followed. */
  readonly unfollowed: number
  /** Counts sessions: grows when an expired session was replaced by a new one. */
  readonly incarnation: number
  /** Why it is not connected, or was not until a ping is answered; null while it is. */
  readonly cause: Cause | null
  /** The same in one line of English. */
  readonly reason: string | null
  /** How the last attempt at each server ended, by its address. */
  readonly attempts: ReadonlyMap<string, Attempt>
  /** When the next attempt is due, monotonic ms; null while none is planned. */
  readonly nextTry: number | null
}

/** `at`: monotonic ms. `failure` null: the server opened a session. */
export type Attempt = { readonly at: number; readonly failure: Failure | null }

/** `zxid`: what the answering server had applied when it answered. */
export type Reply<T> = { readonly value: T; readonly zxid: Hex64 }

export type Notification = {
  readonly type: 'created' | 'deleted' | 'changed' | 'children'
  readonly path: ZnodePath
}

export type CreateOptions = {
  readonly mode: CreateMode
  readonly acl: readonly AclEntry[]
  /** Time to live in ms, for the TTL modes. */
  readonly ttl?: number
}

/** `path` differs from the one asked for when the mode is sequential. */
export type Created = { readonly path: ZnodePath; readonly stat: Stat }

export type WatchMode = 'persistent' | 'persistent-recursive'

export type MultiStep =
  | { readonly op: 'check'; readonly path: ZnodePath; readonly version: number }
  | ({
      readonly op: 'create'
      readonly path: ZnodePath
      readonly data: Buffer | null
    } & CreateOptions)
  | {
      readonly op: 'set'
      readonly path: ZnodePath
      readonly data: Buffer | null
      readonly version: number
    }
  | { readonly op: 'delete'; readonly path: ZnodePath; readonly version: number }

export type MultiResult =
  | { readonly op: 'check' | 'delete' }
  /** `stat` is null where the server leaves it out of a multi's answer, as 3.8 does. */
  | { readonly op: 'create'; readonly path: ZnodePath; readonly stat: Stat | null }
  | { readonly op: 'set'; readonly stat: Stat }

/** How to reach an ensemble. Times in ms, sizes in bytes. */
export type SessionOptions = {
  readonly servers: ReadonlyArray<{ readonly host: string; readonly port: number }>
  /** `/` for none; every path of the session lies below it. */
  readonly chroot: ZnodePath
  /** Asked for; the server may negotiate another. */
  readonly sessionTimeout: number
  readonly connectTimeout: number
  readonly operationTimeout: number
  /** A ping is sent when nothing was sent for this long; also capped at a third of the timeout. */
  readonly heartbeat: number
  /** Largest frame accepted from a server. */
  readonly maxFrameBytes: number
  /** Largest value sent; larger ones reject with `too-large` before a byte is written. */
  readonly maxValueBytes: number
  readonly auth: ReadonlyArray<{ readonly scheme: string; readonly credential: string }>
  readonly sasl?: { readonly username: string; readonly password: string }
  readonly tls?: {
    readonly ca?: string
    readonly cert?: string
    readonly key?: string
    readonly passphrase?: string
    readonly rejectUnauthorized?: boolean
    readonly servername?: string
  }
  /** Accept a server that serves reads only. */
  readonly allowReadOnly: boolean
  /** Where sockets, time and chance come from; tests and the simulation bring their own. */
  readonly world?: World
}

/** Everything of the outside that the engine touches. */
export type World = {
  /**
   * Opens a connection; TLS is the transport's business. Emits `secureConnect` or `connect`, and
   * `data` whose bytes are valid during the call only.
   */
  readonly connect: (
    server: { host: string; port: number },
    tls: SessionOptions['tls'],
  ) => import('node:stream').Duplex
  /** Why a server accepts connections and closes them; undefined where that cannot be told. */
  readonly diagnose?: (
    server: { host: string; port: number },
    tls: SessionOptions['tls'],
  ) => Promise<Failure | undefined>
  /** Monotonic ms. */
  readonly now: () => number
  readonly setTimer: (callback: () => void, ms: number) => unknown
  readonly clearTimer: (timer: unknown) => void
  /** In [0, 1). */
  readonly random: () => number
}
