import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../free-port.mjs'
import { startTethered } from '../tethered-process.mjs'
import { fourLetterWord } from './four-letter-word.mjs'

const MAIN = 'org.apache.zookeeper.server.quorum.QuorumPeerMain'

const JVM = [
  '-Xmx256m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Djava.net.preferIPv4Stack=true',
  '-Dzookeeper.forceSync=no',
  // 3.4 would want log4j, which none of these servers logs with.
  '-Dzookeeper.jmx.log4j.disable=true',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.showDateTime=true',
]

/** Settings every server started here has unless `config` says otherwise. */
const DEFAULTS = {
  tickTime: 1000,
  initLimit: 20,
  syncLimit: 10,
  clientPortAddress: '127.0.0.1',
  maxClientCnxns: 0,
  'admin.enableServer': false,
  '4lw.commands.whitelist': '*',
  extendedTypesEnabled: true,
  preAllocSize: 4096,
}

/**
 * @typedef {{ java: string, classpath: string, source: string }} Installation
 * @typedef {Record<string, string | number | boolean>} Config
 * @typedef {{ installation: Installation, dataDir: string, port?: number, config?: Config,
 *   javaOptions?: readonly string[], readyWithin?: number, keepsConfig?: boolean }} LaunchOptions
 * `keepsConfig`: starts with the zoo.cfg that the server left, which a reconfiguration rewrites.
 */

/**
 * The text of a zoo.cfg.
 * @param {Config} settings
 */
export function renderConfig(settings) {
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('')
}

/**
 * Starts one server process without waiting for it. Its zoo.cfg and log lie in `dataDir`.
 * @param {LaunchOptions & { port: number }} options
 */
export function spawnZooKeeper(options) {
  const { installation, dataDir, port, config = {}, javaOptions = [] } = options
  mkdirSync(dataDir, { recursive: true })
  const configFile = join(dataDir, 'zoo.cfg')
  const logFile = join(dataDir, 'zookeeper.log')
  const settings = { ...DEFAULTS, dataDir, clientPort: port, ...config }
  if (!options.keepsConfig) writeFileSync(configFile, renderConfig(settings))
  const log = openSync(logFile, 'a')
  const server = startTethered({
    command: installation.java,
    args: [...JVM, ...javaOptions, '-cp', installation.classpath, MAIN, configFile],
    output: log,
  })
  closeSync(log)
  return { ...server, port, logFile }
}

/** @typedef {ReturnType<typeof spawnZooKeeper>} ZooKeeperProcess */

/**
 * Resolves once the server answers `srvr` with its mode; rejects with the end of its log when it
 * exits first or is not ready within `readyWithin` ms.
 * @param {ZooKeeperProcess} server
 */
export async function waitUntilServing(server, readyWithin = 30_000) {
  const deadline = Date.now() + readyWithin
  let ended = ''
  server.exited.then((how) => {
    ended = how
  })
  while (Date.now() < deadline && ended === '') {
    const answer = await fourLetterWord(server.port, 'srvr').catch(() => '')
    if (/^Mode: /m.test(answer)) return
    await sleep(30)
  }
  await server.stop(0)
  const what = ended === '' ? `did not serve within ${readyWithin} ms` : `ended with ${ended}`
  const log = readFileSync(server.logFile, 'utf8').trimEnd().split('\n').slice(-15).join('\n')
  throw new Error(`ZooKeeper on port ${server.port} ${what}\n${log}`)
}

/**
 * Starts a standalone server on loopback and waits until it serves. Without `port` it takes a
 * free one. A start right after a kill can fail, so it tries three times.
 * @param {LaunchOptions} options
 * @returns {Promise<ZooKeeperProcess>}
 */
export async function launchZooKeeper(options) {
  for (let attempt = 1; ; attempt += 1) {
    const server = spawnZooKeeper({ ...options, port: options.port ?? (await freePort()) })
    try {
      await waitUntilServing(server, options.readyWithin)
      return server
    } catch (error) {
      if (attempt === 3) throw error
      await sleep(200)
    }
  }
}
