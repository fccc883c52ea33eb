import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@/bin/free-port.mjs'
import type { Installation } from '@/bin/zookeeper/launch.mjs'
import { type Certificates, makeCertificates } from './certificates'
import { startZooKeeper, type ZooKeeperServer } from './standalone'

export type TlsZooKeeper = {
  /** The server; its `port` is the plain one. */
  readonly server: ZooKeeperServer
  readonly securePort: number
  readonly certificates: Certificates
  stop(): Promise<void>
}

/** Starts a server with a TLS port beside its plain one. `need` refuses who has no certificate. */
export async function startTlsZooKeeper(
  options: {
    readonly clientAuth?: 'none' | 'want' | 'need'
    readonly installation?: Installation
  } = {},
): Promise<TlsZooKeeper> {
  const folder = mkdtempSync(join(tmpdir(), 'vivarium-tls-'))
  const certificates = makeCertificates(folder)
  const securePort = await freePort()
  const server = await startZooKeeper({
    ...options,
    config: {
      secureClientPort: securePort,
      secureClientPortAddress: '127.0.0.1',
      serverCnxnFactory: 'org.apache.zookeeper.server.NettyServerCnxnFactory',
      'ssl.keyStore.location': certificates.serverFile,
      'ssl.keyStore.type': 'PEM',
      'ssl.trustStore.location': certificates.caFile,
      'ssl.trustStore.type': 'PEM',
      'ssl.clientAuth': options.clientAuth ?? 'none',
      'authProvider.x509': 'org.apache.zookeeper.server.auth.X509AuthenticationProvider',
    },
  })
  const stop = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { server, securePort, certificates, stop }
}
