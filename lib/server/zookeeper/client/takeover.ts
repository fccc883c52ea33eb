import {
  type Credentials,
  closeSession,
  handshake,
} from '@/lib/server/zookeeper/protocol/handshake'
import { toHex } from '@/lib/server/zookeeper/protocol/records'
import { type Server, Wire } from '@/lib/server/zookeeper/protocol/socket-connection'
import type { SessionKey, SessionOptions, World } from '@/lib/server/zookeeper/session'

/**
 * Takes over a session on the first of `servers` that lets us, and closes it. Resolves true when
 * it is certainly gone, so that nothing sent in it can be applied from now on.
 */
export async function takeOver(
  world: World,
  options: SessionOptions,
  servers: readonly Server[],
  key: SessionKey,
): Promise<boolean> {
  const { connectTimeout, sessionTimeout, tls } = options
  const hello = { ...key, timeout: sessionTimeout, readOnly: false }
  for (const server of servers) {
    const wire = new Wire(world, server, tls)
    const outcome = await handshake(wire, hello, credentialsOf(options), connectTimeout)
    if (outcome.kind === 'expired') return true
    if (outcome.kind !== 'welcome') continue
    const resumed = toHex(outcome.welcome.sessionId) === key.sessionId
    if ((await closeSession(wire, connectTimeout)) && resumed) return true
  }
  return false
}

export function credentialsOf({ auth, sasl }: SessionOptions): Credentials {
  return {
    auth: auth.map(({ scheme, credential }) => ({ scheme, auth: Buffer.from(credential) })),
    sasl,
  }
}
