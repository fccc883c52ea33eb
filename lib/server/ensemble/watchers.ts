import 'server-only'
import type { ClusterConfig } from '@/lib/server/cluster/config'
import { chrootAt } from '@/lib/server/zookeeper/chroot'
import type { SessionOptions } from '@/lib/server/zookeeper/session'
import { systemWorld } from '@/lib/server/zookeeper/system-world'
import { ancestry, ROOT, type ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'
import { askWord, type WordOptions, type WordOutcome } from './four-letter-word'

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
}

const DEADLINE_MS = 5_000
const MAX_BYTES = 32_000_000
const MAX_WATCHERS = 100

/** What is being asked of each cluster: the next question waits for its end. */
const asking = new WeakMap<SessionOptions, Promise<unknown>>()

/**
 * Asks each configured server who watches `path`, less the sessions that are `ours`. A server
 * collects all of its watches for that: only ever on a person's explicit wish, and once at a time.
 */
export function watchersOf(
  { session: options }: Pick<ClusterConfig, 'session'>,
  path: ZnodePath,
  ours: ReadonlySet<Hex64>,
): Promise<ServerWatchers[]> {
  const before = asking.get(options) ?? Promise.resolve()
  const ask = () =>
    Promise.all(options.servers.map((server) => askServer(server, options, path, ours)))
  const answers = before.then(ask, ask)
  asking.set(options, answers)
  return answers
}

type Server = SessionOptions['servers'][number]

async function askServer(
  server: Server,
  options: SessionOptions,
  path: ZnodePath,
  ours: ReadonlySet<Hex64>,
): Promise<ServerWatchers> {
  const { world = systemWorld, tls } = options
  const word: WordOptions = { world, tls, deadline: DEADLINE_MS, maxBytes: MAX_BYTES }
  const found = new FoundWatches(chrootAt(options.chroot).toServer(path) as ZnodePath)
  const outcome = await askWord(server, 'wchp', word, (line) => found.read(line))
  const sessions = [...found.here].filter((session) => !ours.has(session))
  const above = [...found.above].filter((session) => !ours.has(session) && !found.here.has(session))
  const shown = sessions.slice(0, MAX_WATCHERS)
  const addresses = await addressesOf(server, word, new Set(shown))
  return {
    server: server.host.includes(':')
      ? `[${server.host}]:${server.port}`
      : `${server.host}:${server.port}`,
    outcome,
    watchers: shown.map((session) => ({ session, address: addresses.get(session) ?? null })),
    total: sessions.length,
    above: above.length,
  }
}

/** Reads the lines of `wchp`: a path, then its sessions, each behind a tab. */
class FoundWatches {
  readonly here = new Set<Hex64>()
  readonly above = new Set<Hex64>()
  readonly #path: string
  readonly #ancestors: ReadonlySet<string>
  #into: Set<Hex64> | undefined

  constructor(path: ZnodePath) {
    this.#path = path
    this.#ancestors = new Set<string>([ROOT, ...ancestry(path).slice(0, -1)])
  }

  read(line: string): void {
    const [, session] = /^\t(0x[0-9a-f]{1,16})\s*$/.exec(line) ?? []
    if (session) this.#into?.add(session as Hex64)
    else if (line === this.#path) this.#into = this.here
    else this.#into = this.#ancestors.has(line) ? this.above : undefined
  }
}

/** From where the sessions are connected; empty where the server does not tell. */
async function addressesOf(
  server: Server,
  word: WordOptions,
  sessions: ReadonlySet<Hex64>,
): Promise<Map<Hex64, string>> {
  const addresses = new Map<Hex64, string>()
  if (sessions.size === 0) return addresses
  await askWord(server, 'cons', word, (line) => {
    const [, address, session] =
      /^ ?\/?(\S+?)\[\d+\]\(.*?\bsid=(0x[0-9a-f]{1,16})\b/.exec(line) ?? []
    if (address && sessions.has(session as Hex64)) addresses.set(session as Hex64, address)
  })
  return addresses
}
