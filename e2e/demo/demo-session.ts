import { parseConnect } from '@/lib/server/settings/connect'
import { openSession } from '@/lib/server/zookeeper/client/open-session'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'

/** How long a start may wait for ZooKeeper (ms). */
const PATIENCE = 15_000

/**
 * Opens a session to a ZooKeeper connect string and resolves once it is connected; `chroot`
 * replaces the one in the string. Rejects with what keeps it from connecting.
 */
export async function openDemoSession(
  connect: string,
  chroot?: ZnodePath,
): Promise<ZooKeeperSession> {
  const { servers, chroot: own } = parse(connect)
  const session = openSession({
    servers,
    chroot: chroot ?? own,
    sessionTimeout: 6_000,
    connectTimeout: 4_000,
    operationTimeout: 10_000,
    heartbeat: 2_000,
    maxFrameBytes: 4_194_304,
    maxValueBytes: 1_000_000,
    auth: [],
    allowReadOnly: false,
  })
  await untilConnected(session)
  return session
}

/** The chroot of a connect string, `/` for none. */
export function chrootOf(connect: string): ZnodePath {
  return parse(connect).chroot
}

function parse(connect: string) {
  const parsed = parseConnect(connect)
  if (typeof parsed === 'string') throw new Error(`${connect}: ${parsed}`)
  return parsed
}

function untilConnected(session: ZooKeeperSession): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      void session.close()
      reject(new Error(`not connected after ${PATIENCE} ms: ${session.health.reason}`))
    }, PATIENCE)
    const stop = session.onStatus((status) => {
      if (status !== 'connected') return
      clearTimeout(timer)
      stop()
      resolve()
    })
  })
}
