import 'server-only'
import zookeeper from 'node-zookeeper-client'
import type { SessionOptions, ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { SessionManager } from './connection-manager'
import { systemWorld } from './system-environment'
import { Session } from './zookeeper-client'

export { systemWorld }

/** Opens a session and keeps it; it connects on its own and may be used at once. */
export function openSession(options: SessionOptions): ZooKeeperSession {
  const { sessionTimeout } = options
  const connectString = options.servers.map(({ host, port }) => `${host}:${port}`).join(',')
  const client = zookeeper.createClient(connectString, { sessionTimeout })
  const manager = new SessionManager(
    connectString,
    { ...options, world: options.world ?? systemWorld },
    (state) => client.onConnectionManagerState(state),
  )
  client.connectionManager = manager
  const session = new Session(manager, options.chroot)
  client.connect()
  return session
}
