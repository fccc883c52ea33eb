import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@/bin/free-port.mjs'
import { fourLetterWord } from '@/bin/zookeeper/four-letter-word.mjs'
import {
  type Installation,
  renderConfig,
  spawnZooKeeper,
  waitUntilServing,
} from '@/bin/zookeeper/launch.mjs'
import { pause } from './pause'
import { ADMIN_OPTIONS, reconfigure } from './reconfigure'
import { systemInstallation } from './standalone'

export type Role = 'leader' | 'follower' | 'observer' | 'down'

const ROLES: readonly Role[] = ['leader', 'follower', 'observer']

export type EnsembleMember = {
  readonly id: number
  readonly port: number
  readonly pid: number
  readonly connectString: string
  /** SIGKILL: as a crash. `restart()` brings it back. */
  kill(): Promise<void>
  /** SIGTERM: as an operator stops it. */
  stop(): Promise<void>
  /** SIGSTOP: it hangs, its sockets stay open. */
  pause(): void
  resume(): void
  /** Starts it again with its data and waits until it is part of the quorum. */
  restart(): Promise<void>
  role(): Promise<Role>
  /** Takes it out of a dynamic ensemble; it runs on. */
  remove(): Promise<void>
  /** Makes it a member again. */
  add(): Promise<void>
}

export type Ensemble = {
  readonly members: readonly EnsembleMember[]
  /** All members, comma separated. */
  readonly connectString: string
  /** Waits until one member leads. */
  leader(): Promise<EnsembleMember>
  /** Those that follow now. */
  followers(): Promise<EnsembleMember[]>
  /** Whether the leader knows the session with that id, as hex with `0x`. */
  hasSession(id: string): Promise<boolean>
  stop(): Promise<void>
}

type Config = Record<string, string | number | boolean>

// syncLimit times tickTime is how long a member may lag before it is dropped: 4 s on a busy machine.
const QUORUM: Config = {
  tickTime: 200,
  initLimit: 50,
  syncLimit: 20,
  minSessionTimeout: 400,
  maxSessionTimeout: 60_000,
}

/** How long a member may take to stop by itself (ms). */
const STOP_WITHIN = 5_000

export type EnsembleOptions = {
  /** Lines of zoo.cfg, over the defaults of `bin/zookeeper/launch.mjs` and of this file. */
  readonly config?: Readonly<Config>
  readonly javaOptions?: readonly string[]
  /** The release to run, as `findReleases` names it; the system's otherwise. */
  readonly installation?: Installation
  /** Whether members can be removed and added while it runs (3.5 and later). */
  readonly isDynamic?: boolean
}

const IDS = [1, 2, 3]

/** Starts three servers on loopback and waits for their quorum, about two seconds. */
export async function startEnsemble(options: EnsembleOptions = {}): Promise<Ensemble> {
  const folder = mkdtempSync(join(tmpdir(), 'vivarium-ensemble-'))
  const installation = options.installation ?? (await systemInstallation())
  const javaOptions = [...ADMIN_OPTIONS, ...(options.javaOptions ?? [])]
  const ports = await Promise.all(IDS.map(freePort))
  const servers: Config = {}
  for (const [index, id] of IDS.entries())
    servers[`server.${id}`] = await addressOf(ports[index] ?? 0, options.isDynamic)
  const connectString = ports.map((port) => `127.0.0.1:${port}`).join(',')
  const change = (how: string) => reconfigure(installation, connectString, how)
  const members = IDS.map((id, index) => {
    const dataDir = join(folder, String(id))
    const port = ports[index] ?? 0
    const config = { ...QUORUM, ...options.config, ...membership(dataDir, servers, options) }
    const member = startMember({ installation, javaOptions, dataDir, port, config }, id)
    return Object.assign(member, {
      remove: () => change(`-remove ${id}`),
      add: () => change(`-add server.${id}=${servers[`server.${id}`]}`),
    })
  })
  await Promise.all(members.map((member) => member.ready()))
  return {
    members,
    connectString,
    leader: () => findLeader(members),
    followers: async () => {
      const roles = await Promise.all(members.map((member) => member.role()))
      return members.filter((_, index) => roles[index] === 'follower')
    },
    hasSession: async (id) => {
      const dump = await fourLetterWord((await findLeader(members)).port, 'dump')
      return dump.includes(`${id}\n`)
    },
    stop: async () => {
      await Promise.all(members.map((member) => member.kill()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What the line of a server in the configuration says. */
async function addressOf(port: number, isDynamic = false): Promise<string> {
  const ports = `127.0.0.1:${await freePort()}:${await freePort()}`
  return isDynamic ? `${ports}:participant;127.0.0.1:${port}` : ports
}

/** The lines that name the servers; of a dynamic ensemble they stand in a file of their own. */
function membership(dataDir: string, servers: Config, { isDynamic }: EnsembleOptions): Config {
  if (!isDynamic) return servers
  const dynamicConfigFile = join(dataDir, 'zoo.cfg.dynamic')
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(dynamicConfigFile, renderConfig(servers))
  return { reconfigEnabled: true, standaloneEnabled: false, dynamicConfigFile }
}

function startMember(options: Parameters<typeof spawnZooKeeper>[0], id: number) {
  const { dataDir, port } = options
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(join(dataDir, 'myid'), `${id}\n`)
  let server = spawnZooKeeper(options)
  return {
    id,
    port,
    get pid() {
      return server.pid
    },
    connectString: `127.0.0.1:${port}`,
    ready: () => waitUntilServing(server),
    kill: () => server.stop(0),
    stop: () => server.stop(STOP_WITHIN),
    pause: () => pause(server),
    resume: () => server.signal('SIGCONT'),
    restart: async () => {
      await server.stop(0)
      server = spawnZooKeeper({ ...options, keepsConfig: true })
      await waitUntilServing(server)
    },
    role: async (): Promise<Role> => {
      const answer = await fourLetterWord(port, 'srvr').catch(() => '')
      return ROLES.find((role) => answer.includes(`Mode: ${role}\n`)) ?? 'down'
    },
  }
}

async function findLeader(members: readonly EnsembleMember[]): Promise<EnsembleMember> {
  const deadline = Date.now() + 20_000
  while (Date.now() < deadline) {
    for (const member of members) {
      if ((await member.role()) === 'leader') return member
    }
    await sleep(50)
  }
  throw new Error('no member leads after 20 s')
}
