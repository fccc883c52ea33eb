import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Installation } from '@/bin/zookeeper/launch.mjs'
import { saslOptions } from './sasl'
import { startZooKeeper, type ZooKeeperServer } from './standalone'
import { type TlsPort, tlsConfig } from './tls'

export type SecuredZooKeeper = {
  readonly server: ZooKeeperServer
  /** Null where that was not asked for. */
  readonly tls: TlsPort | null
  stop(): Promise<void>
}

type Options = {
  readonly installation: Installation
  /** Whether it has a TLS port; before 3.5 there is none. */
  readonly hasTls: boolean
  readonly config?: Readonly<Record<string, string | number | boolean>>
  readonly javaOptions?: readonly string[]
}

/** Starts a server that knows the user of `sasl.ts`, with a TLS port that wants a certificate. */
export async function startSecuredZooKeeper(options: Options): Promise<SecuredZooKeeper> {
  const folder = mkdtempSync(join(tmpdir(), 'vivarium-secured-'))
  const { installation, hasTls } = options
  const sasl = saslOptions(folder, options)
  const tls = hasTls ? await tlsConfig(folder, 'want') : null
  const config = { ...sasl.config, ...tls?.config, ...options.config }
  const server = await startZooKeeper({ installation, config, javaOptions: sasl.javaOptions })
  return {
    server,
    tls,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
