import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@/bin/free-port.mjs'
import { type Installation, launchZooKeeper } from '@/bin/zookeeper/launch.mjs'
import { resolveInstallation } from '@/bin/zookeeper/resolve.mjs'
import { pause } from './pause'

export type ZooKeeperOptions = {
  /** Lines of zoo.cfg, over the defaults of `bin/zookeeper/launch.mjs` and of this file. */
  readonly config?: Readonly<Record<string, string | number | boolean>>
  readonly javaOptions?: readonly string[]
  /** The release to run, as `findReleases` names it; the system's otherwise. */
  readonly installation?: Installation
  /** Whether its AdminServer listens, too. */
  readonly adminServer?: boolean
  /** Kept after `stop()` when given; otherwise a temporary folder that goes with it. */
  readonly dataDir?: string
  readonly port?: number
}

/** A real ZooKeeper server on loopback that dies with the process that started it. */
export type ZooKeeperServer = {
  readonly port: number
  readonly pid: number
  readonly connectString: string
  readonly dataDir: string
  /** Where its AdminServer listens; 0 without one. */
  readonly adminPort: number
  /** Ends the server and deletes its temporary data. */
  stop(): Promise<void>
  /** SIGKILL: as a crash. `restart()` brings it back. */
  kill(): Promise<void>
  /** SIGSTOP: it hangs, its sockets stay open. */
  pause(): void
  resume(): void
  /** Killed if it still runs, then started on the same port with the same data. */
  restart(): Promise<void>
  /** As `restart()`, but with all its data gone. */
  wipe(): Promise<void>
}

// Ticks of 200 ms let a test ask for session timeouts from 400 ms on and see expiry promptly.
const QUICK_SESSIONS = { tickTime: 200, minSessionTimeout: 400, maxSessionTimeout: 60_000 }

let found: Promise<Installation> | undefined

/** The ZooKeeper of the system. To look for it runs Java, which is enough to do once. */
export function systemInstallation(): Promise<Installation> {
  found ??= resolveInstallation()
  return found
}

/** Starts a standalone server and waits until it serves, about half a second. */
export async function startZooKeeper(options: ZooKeeperOptions = {}): Promise<ZooKeeperServer> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'vivarium-zookeeper-'))
  const installation = options.installation ?? (await systemInstallation())
  const port = options.port ?? (await freePort())
  const adminPort = options.adminServer ? await freePort() : 0
  const config = { ...QUICK_SESSIONS, ...adminConfig(adminPort), ...options.config }
  const { javaOptions } = options
  const launch = () => launchZooKeeper({ installation, dataDir, port, config, javaOptions })
  const forget = () => {
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
  }
  let server = await launch().catch((error) => {
    forget()
    throw error
  })
  const restart = async () => {
    await server.stop(0)
    server = await launch()
  }
  return {
    port,
    get pid() {
      return server.pid
    },
    connectString: `127.0.0.1:${port}`,
    dataDir,
    adminPort,
    stop: async () => {
      await server.stop(0)
      forget()
    },
    kill: () => server.stop(0),
    pause: () => pause(server),
    resume: () => server.signal('SIGCONT'),
    restart,
    wipe: async () => {
      await server.stop(0)
      rmSync(dataDir, { recursive: true, force: true })
      mkdirSync(dataDir, { recursive: true })
      server = await launch()
    },
  }
}

function adminConfig(port: number): Readonly<Record<string, string | number | boolean>> {
  if (port === 0) return {}
  const here = { 'admin.serverPort': port, 'admin.serverAddress': '127.0.0.1' }
  return { 'admin.enableServer': true, ...here }
}
