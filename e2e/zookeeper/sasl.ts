import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Installation } from '@/bin/zookeeper/launch.mjs'
import { startZooKeeper, type ZooKeeperServer } from './standalone'

/** The user that a SASL server knows. */
export const SASL_USER = { username: 'bob', password: 'builds bridges' }

/** Others that it knows, whose names and passwords are harder to spell. */
export const ODD_SASL_USERS = [
  { username: 'latin', password: 'grüße' },
  { username: 'chinese', password: '密码' },
  { username: 'both', password: 'grüße 密码' },
  { username: 'quoting', password: 'a "quote", and a \\ behind' },
]

export type SaslZooKeeper = typeof SASL_USER & {
  readonly server: ZooKeeperServer
  /** Restarts the server with another password of that user, as an operator rotates it. */
  rotate(password: string): Promise<void>
  stop(): Promise<void>
}

type Options = {
  /** Refuses sessions that do not authenticate. */
  readonly required?: boolean
  readonly installation?: Installation
  readonly javaOptions?: readonly string[]
}

/** What makes a server know the user by DIGEST-MD5; its own login is written to `folder`. */
export function saslOptions(folder: string, { required = false, javaOptions = [] }: Options = {}) {
  const jaas = join(folder, 'jaas.conf')
  const login = 'org.apache.zookeeper.server.auth.DigestLoginModule'
  const admit = (user: typeof SASL_USER) => {
    const users = [user, ...ODD_SASL_USERS].map(
      ({ username, password }) => `user_${username}="${password.replace(/["\\]/g, '\\$&')}"`,
    )
    writeFileSync(jaas, `Server {\n  ${login} required\n    ${users.join('\n    ')};\n};\n`)
  }
  admit(SASL_USER)
  return {
    admit,
    config: {
      'authProvider.1': 'org.apache.zookeeper.server.auth.SASLAuthenticationProvider',
      sessionRequireClientSASLAuth: required,
    },
    javaOptions: [`-Djava.security.auth.login.config=${jaas}`, ...javaOptions],
  }
}

/** Starts a server that knows the user by DIGEST-MD5. */
export async function startSaslZooKeeper(options: Options = {}): Promise<SaslZooKeeper> {
  const folder = mkdtempSync(join(tmpdir(), 'vivarium-sasl-'))
  const { installation } = options
  const { admit, ...sasl } = saslOptions(folder, options)
  const server = await startZooKeeper({
    ...sasl,
    ...(installation && { installation }),
  })
  const stop = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  const rotate = async (next: string) => {
    admit({ ...SASL_USER, password: next })
    await server.restart()
  }
  return { server, ...SASL_USER, rotate, stop }
}
