import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@/bin/free-port.mjs'
import type { Installation } from '@/bin/zookeeper/launch.mjs'
import { type Certificates, makeCertificates } from './certificates'
import { startZooKeeper, type ZooKeeperServer } from './standalone'

/** `need` refuses who has no certificate. */
type ClientAuth = 'none' | 'want' | 'need'

/** A TLS port beside the plain one. */
export type TlsPort = { readonly securePort: number; readonly certificates: Certificates }

export type TlsZooKeeper = TlsPort & {
  /** The server; its `port` is the plain one. */
  readonly server: ZooKeeperServer
  stop(): Promise<void>
}

/** The lines of zoo.cfg that open a TLS port, with certificates made in `folder` (3.5 and later). */
export async function tlsConfig(folder: string, clientAuth: ClientAuth) {
  const certificates = makeCertificates(folder)
  const securePort = await freePort()
  const config = {
    secureClientPort: securePort,
    secureClientPortAddress: '127.0.0.1',
    serverCnxnFactory: 'org.apache.zookeeper.server.NettyServerCnxnFactory',
    'ssl.keyStore.location': certificates.serverFile,
    'ssl.keyStore.type': 'PEM',
    'ssl.trustStore.location': certificates.caFile,
    'ssl.trustStore.type': 'PEM',
    'ssl.clientAuth': clientAuth,
    'authProvider.x509': 'org.apache.zookeeper.server.auth.X509AuthenticationProvider',
  }
  return { securePort, certificates, config }
}

/** Starts a server with a TLS port beside its plain one. */
export async function startTlsZooKeeper(
  options: { readonly clientAuth?: ClientAuth; readonly installation?: Installation } = {},
): Promise<TlsZooKeeper> {
  const folder = mkdtempSync(join(tmpdir(), 'vivarium-tls-'))
  const { config, ...port } = await tlsConfig(folder, options.clientAuth ?? 'none')
  const server = await startZooKeeper({ ...options, config })
  const stop = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  await waitUntilListening(port.securePort)
  return { server, ...port, stop }
}

/** The plain port may serve before the other is open. */
async function waitUntilListening(port: number): Promise<void> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    try {
      await once(socket, 'connect')
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
      await sleep(30)
    } finally {
      socket.destroy()
    }
  }
}
