import 'server-only'
import { setMaxListeners } from 'node:events'
import type { ClusterConfig } from '@/lib/server/cluster/config'
import { addressOf } from '@/lib/server/zookeeper/client/diagnoses'
import { systemWorld } from '@/lib/server/zookeeper/client/system-environment'
import { chrootAt } from '@/lib/server/zookeeper/protocol/chroot'
import type { SessionOptions } from '@/lib/server/zookeeper/session'
import { isWithin, type ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'
import { readConnection, sessionIn } from './connection-line'
import type { Server, WordOutcome } from './four-letter-word'
import { SharedWord } from './shared-word'

/** A session of somebody else that hears of a change. */
export type Watcher = {
  readonly session: Hex64
  /** Null where the server does not say. */
  readonly address: string | null
}

export type ServerWatchers = {
  /** `host:port`, as it is configured. */
  readonly server: string
  readonly outcome: WordOutcome
  /** They watch the znode itself; at most `MAX_WATCHERS`. */
  readonly watchers: Watcher[]
  readonly total: number
  /** Sessions that watch a znode above it; only a recursive watch hears of this one. */
  readonly above: number
  /** Lines of the answers that were too long to be read. */
  readonly skipped: number
}

type Words = { readonly wchp: SharedWord; readonly cons: SharedWord }

const DEADLINE_MS = 5_000
const MAX_BYTES = 32_000_000
/** The longest path that can be asked for fits into a line, behind the longest chroot. */
const MAX_PATH_LINE = 131_072
const MAX_LINE = 4_096
const MAX_WATCHERS = 100
/** More sessions than this on one server are not counted: the answer is called too large. */
const MAX_SESSIONS = 100_000

/** What is asked of the servers of each cluster. */
const wordsOf = new WeakMap<SessionOptions, ReadonlyMap<Server, Words>>()

/**
 * Asks each configured server who watches `path`, less the sessions that are `ours`. A server
 * collects all of its watches for that: only ever on a person's explicit wish, once at a time for
 * all who ask, and no longer than until everybody has left.
 */
export async function watchersOf(
  { session: options }: Pick<ClusterConfig, 'session'>,
  path: ZnodePath,
  ours: ReadonlySet<Hex64>,
  signal: AbortSignal,
): Promise<ServerWatchers[]> {
  const words = wordsOf.get(options) ?? wordsTo(options)
  wordsOf.set(options, words)
  const target = chrootAt(options.chroot).toServer(path) as ZnodePath
  // Two questions to each server end with the one who asked: more than ten listeners are no leak.
  setMaxListeners(10 + 2 * words.size, signal)
  return await Promise.all(
    [...words].map(([server, each]) => askServer(server, each, { target, ours, signal })),
  )
}

function wordsTo({ servers, tls, world = systemWorld }: SessionOptions): Map<Server, Words> {
  const options = { world, tls, deadline: DEADLINE_MS, maxBytes: MAX_BYTES }
  return new Map(
    servers.map((server) => [
      server,
      {
        wchp: new SharedWord(server, 'wchp', { ...options, maxLine: MAX_PATH_LINE }),
        cons: new SharedWord(server, 'cons', { ...options, maxLine: MAX_LINE }),
      },
    ]),
  )
}

type Question = {
  /** As the server knows it. */
  readonly target: ZnodePath
  readonly ours: ReadonlySet<Hex64>
  readonly signal: AbortSignal
}

async function askServer(
  server: Server,
  { wchp, cons }: Words,
  { target, ours, signal }: Question,
): Promise<ServerWatchers> {
  const found = new FoundWatches(target)
  const said = await wchp.ask((line) => found.read(line), signal)
  const outcome = said.outcome === 'answered' && found.isCutOff ? 'too-large' : said.outcome
  const sessions = [...found.here].filter((session) => !ours.has(session))
  const above = [...found.above].filter((session) => !ours.has(session) && !found.here.has(session))
  const shown = sessions.slice(0, MAX_WATCHERS)
  const { addresses, skipped } = await addressesOf(cons, new Set(shown), signal)
  return {
    server: addressOf(server),
    outcome,
    watchers: shown.map((session) => ({ session, address: addresses.get(session) ?? null })),
    total: sessions.length,
    above: above.length,
    skipped: said.skipped + skipped,
  }
}

/** Reads the lines of `wchp`: a path, then its sessions, each behind a tab. */
class FoundWatches {
  readonly here = new Set<Hex64>()
  readonly above = new Set<Hex64>()
  readonly #path: ZnodePath
  #into: Set<Hex64> | undefined
  /** There were more sessions than are counted. */
  isCutOff = false

  constructor(path: ZnodePath) {
    this.#path = path
  }

  read(line: string | null): void {
    const session = line?.startsWith('\t') ? sessionIn(line.slice(1).trimEnd()) : undefined
    if (session) this.#note(session)
    else if (line === this.#path) this.#into = this.here
    else this.#into = this.#isAncestor(line) ? this.above : undefined
  }

  #isAncestor(line: string | null): boolean {
    return line?.startsWith('/') === true && isWithin(this.#path, line as ZnodePath)
  }

  #note(session: Hex64): void {
    if (!this.#into) return
    if (this.#into.size < MAX_SESSIONS) this.#into.add(session)
    else this.isCutOff = true
  }
}

/** From where the sessions are connected; empty where the server does not tell. */
async function addressesOf(
  cons: SharedWord,
  sessions: ReadonlySet<Hex64>,
  signal: AbortSignal,
): Promise<{ readonly addresses: ReadonlyMap<Hex64, string>; readonly skipped: number }> {
  const addresses = new Map<Hex64, string>()
  if (sessions.size === 0) return { addresses, skipped: 0 }
  const { skipped } = await cons.ask((line) => {
    const connection = line === null ? undefined : readConnection(line)
    if (connection && sessions.has(connection.session))
      addresses.set(connection.session, connection.address)
  }, signal)
  return { addresses, skipped }
}
