import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Installation } from '@/bin/zookeeper/launch.mjs'
import { startZooKeeper, type ZooKeeperServer } from './standalone'

export type SaslZooKeeper = {
  readonly server: ZooKeeperServer
  readonly username: string
  readonly password: string
  stop(): Promise<void>
}

/**
 * Starts a server that knows one DIGEST-MD5 user. With `required` it refuses sessions that do not
 * authenticate.
 */
export async function startSaslZooKeeper(
  options: {
    readonly required?: boolean
    readonly installation?: Installation
    readonly javaOptions?: readonly string[]
  } = {},
): Promise<SaslZooKeeper> {
  const folder = mkdtempSync(join(tmpdir(), 'vivarium-sasl-'))
  const jaas = join(folder, 'jaas.conf')
  const username = 'bob'
  const password = 'builds bridges'
  const login = 'org.apache.zookeeper.server.auth.DigestLoginModule'
  writeFileSync(jaas, `Server {\n  ${login} required user_${username}="${password}";\n};\n`)
  const server = await startZooKeeper({
    ...options,
    config: {
      'authProvider.1': 'org.apache.zookeeper.server.auth.SASLAuthenticationProvider',
      sessionRequireClientSASLAuth: options.required ?? false,
    },
    javaOptions: [`-Djava.security.auth.login.config=${jaas}`, ...(options.javaOptions ?? [])],
  })
  const stop = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { server, username, password, stop }
}
