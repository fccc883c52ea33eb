import { execFile } from 'node:child_process'
import { chownSync, mkdtempSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from '@/bin/free-port.mjs'
import { startTethered, type TetheredProcess } from '@/bin/tethered-process.mjs'

/** A real PostgreSQL on loopback that dies with the process that started it. */
export type PostgresServer = {
  readonly url: string
  /** Ends the server and deletes its data. */
  stop(): Promise<void>
  /** Ends at once, without a word to its clients. `start()` brings it back with its data. */
  kill(): Promise<void>
  start(): Promise<void>
}

const READY_WITHIN_MS = 20_000
const DEBIAN = '/usr/lib/postgresql'
const run = promisify(execFile)

/** PostgreSQL refuses to run as root: it gets the user that owns nothing. */
const NOBODY = 65_534
const isRoot = process.getuid?.() === 0

/** Makes a database of its own and serves it, within about two seconds. */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = programs()
  const dataDir = mkdtempSync(join(tmpdir(), 'vivarium-postgres-'))
  if (isRoot) chownSync(dataDir, NOBODY, NOBODY)
  const as = isRoot ? { uid: NOBODY, gid: NOBODY } : {}
  const how = ['-D', dataDir, '-U', 'vivarium', '-A', 'trust', '-E', 'UTF8', '--no-sync']
  await run(join(bin, 'initdb'), how, { ...as, cwd: dataDir })
  const port = await freePort()
  let server = await serve(bin, dataDir, port)
  return {
    url: `postgres://vivarium@127.0.0.1:${port}/postgres`,
    kill: () => crash(server),
    start: async () => {
      server = await serve(bin, dataDir, port)
    },
    stop: async () => {
      await crash(server)
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function serve(bin: string, dataDir: string, port: number) {
  const command = [
    ...(isRoot ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : []),
    ...[join(bin, 'postgres'), '-D', dataDir, '-p', `${port}`],
    ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
  ]
  const [program = '', ...args] = command
  const server = startTethered({ command: program, args, cwd: dataDir, output: 'pipe' })
  server.child.stdout?.resume()
  server.child.stderr?.resume()
  const deadline = performance.now() + READY_WITHIN_MS
  const ready = ['-h', '127.0.0.1', '-p', `${port}`, '-q']
  while (!(await succeeds(join(bin, 'pg_isready'), ready))) {
    if (performance.now() > deadline) throw new Error('PostgreSQL did not start')
    await sleep(30)
  }
  return server
}

/** SIGQUIT takes the server's children along, which a SIGKILL would leave for a while. */
async function crash(server: TetheredProcess): Promise<void> {
  server.signal('SIGQUIT')
  await server.exited
}

function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  return run(program, args).then(
    () => true,
    () => false,
  )
}

/** Where Debian keeps the programs of the newest release that is installed. */
function programs(): string {
  const [newest] = readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a))
  if (newest === undefined) throw new Error('PostgreSQL is missing: apt-get install postgresql')
  return join(DEBIAN, newest, 'bin')
}
