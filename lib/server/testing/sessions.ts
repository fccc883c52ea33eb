import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { openSession } from '@/lib/server/zookeeper/client/open-session'
import type {
  CreateOptions,
  SessionOptions,
  SessionStatus,
  ZooKeeperSession,
} from '@/lib/server/zookeeper/session'
import { OPEN_ACL } from '@/lib/znode/acl'
import { ROOT, toPath, type ZnodePath } from '@/lib/znode/path'
import { readableStat, type Stat } from '@/lib/znode/stat'

export const PERSISTENT: CreateOptions = { mode: 'persistent', acl: OPEN_ACL }
export const EPHEMERAL: CreateOptions = { mode: 'ephemeral', acl: OPEN_ACL }

/** Options against servers on loopback, with deadlines short enough for tests. */
export function optionsFor(
  ports: number | readonly number[],
  more: Partial<SessionOptions> = {},
): SessionOptions {
  return {
    servers: [ports].flat().map((port) => ({ host: '127.0.0.1', port })),
    chroot: ROOT,
    sessionTimeout: 4000,
    connectTimeout: 1000,
    operationTimeout: 2000,
    heartbeat: 200,
    maxFrameBytes: 4 * 1024 * 1024,
    maxValueBytes: 1_000_000,
    auth: [],
    allowReadOnly: false,
    ...more,
  }
}

const opened = new Set<ZooKeeperSession>()

/** Opens a session that `closeAll` closes. */
export function open(
  ports: number | readonly number[],
  more: Partial<SessionOptions> = {},
): ZooKeeperSession {
  const session = openSession(optionsFor(ports, more))
  opened.add(session)
  return session
}

/** Opens a session and waits until it is connected. */
export async function connected(
  ports: number | readonly number[],
  more: Partial<SessionOptions> = {},
): Promise<ZooKeeperSession> {
  const session = open(ports, more)
  await until(session, 'connected')
  return session
}

export async function closeAll(): Promise<void> {
  await Promise.all([...opened].map((session) => session.close()))
  opened.clear()
}

/** Waits until the session is in `status`. */
export function until(session: ZooKeeperSession, status: SessionStatus): Promise<void> {
  return eventually(() => session.status === status, `status ${status}`)
}

/** Waits until `condition` holds, at most 40 s: a busy machine is forgiven much. */
export async function eventually(
  condition: () => unknown,
  what = String(condition),
): Promise<void> {
  const deadline = performance.now() + 40_000
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`never came true: ${what}`)
    await sleep(5)
  }
}

/** The stat of a znode; rejects where there is none to read. */
export async function statAt(session: ZooKeeperSession, path: ZnodePath): Promise<Stat> {
  const stat = readableStat((await session.exists(path)).value)
  if (!stat) throw new Error(`no stat at ${path}`)
  return stat
}

/** A path of its own. */
export function freshPath(): ZnodePath {
  return toPath(`/${randomUUID()}`)
}
