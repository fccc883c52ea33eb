import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { openApt } from './apt.mjs'
import { classpathUnder, versionUnder } from './jars.mjs'
import { resolveInstallation } from './resolve.mjs'

/**
 * @typedef {{ suite: string, line: RegExp, packages: readonly string[], over?: Release }} Source
 * @typedef {'3.4' | '3.8' | '3.9' | 'newest'} Release
 * @typedef {import('./launch.mjs').Installation & { version: string }} ReleasedInstallation
 */

/**
 * What Debian's suites hold, with the packages that their servers need. `over`: the release whose
 * libraries serve this one, too; sid's own are compiled for a newer Java than the server is.
 * @type {Readonly<Record<Release, Source>>}
 */
const SOURCES = {
  3.4: {
    suite: 'bullseye',
    line: /^3\.4\./,
    packages: ['libzookeeper-java', 'libslf4j-java'],
  },
  3.8: { suite: 'bookworm', line: /^3\.8\./, packages: ['libzookeeper-java'], over: '3.9' },
  3.9: {
    suite: 'trixie',
    line: /^3\.9\./,
    packages: [
      'libzookeeper-java',
      'libslf4j-java',
      'libnetty-java',
      'libcommons-cli-java',
      'libcommons-io-java',
      'libdropwizard-metrics-java',
      'libsnappy-java',
      'libjackson2-annotations-java',
      'libjackson2-core-java',
      'libjackson2-databind-java',
      'libjetty9-java',
      'libservlet-api-java',
    ],
  },
  newest: {
    suite: 'sid',
    line: /^(3\.(9|\d\d+)|[4-9])\./,
    packages: ['libzookeeper-java'],
    over: '3.9',
  },
}

/** @type {readonly Release[]} */
export const RELEASES = ['3.4', '3.8', '3.9', 'newest']

/** How long a failed download is not tried again (ms). */
const FAILURE_LASTS = 10 * 60_000

/** Where releases are kept, for every checkout of this user. */
const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'vivarium/zookeeper')

/**
 * Java and the jars of one release of ZooKeeper: the system's where it is that release, else
 * downloaded once from Debian's suite into the user's cache; nothing is installed. Rejects with a
 * sentence that says why it cannot be had.
 * @param {Release} release
 * @param {{ cacheDir?: string, systemRoot?: string }} [options]
 * @returns {Promise<ReleasedInstallation>}
 */
export async function installationOf(release, { cacheDir = CACHE, systemRoot = '/' } = {}) {
  const { java } = await resolveInstallation()
  const roots = await rootsOf(release, cacheDir, systemRoot)
  const version = versionUnder(roots[0] ?? '') ?? ''
  const { suite, line } = SOURCES[release]
  if (!line.test(version)) throw new Error(`Debian ${suite} holds ZooKeeper ${version}`)
  return { java, version, classpath: classpathUnder(...roots), source: `Debian ${suite}` }
}

/** @param {Release} release @param {string} cacheDir @param {string} systemRoot @returns {Promise<string[]>} */
async function rootsOf(release, cacheDir, systemRoot) {
  const { suite, line, over } = SOURCES[release]
  if (release !== 'newest' && line.test(versionUnder(systemRoot) ?? '')) return [systemRoot]
  const root = join(cacheDir, suite)
  if (versionUnder(root) === null) await once(root, () => fetchSuite(release, cacheDir))
  return over ? [root, ...(await rootsOf(over, cacheDir, systemRoot))] : [root]
}

/** @type {Map<string, Promise<void>>} */
const fetching = new Map()

/** Whoever asks while it runs waits for the same. @param {string} key @param {() => Promise<void>} run */
function once(key, run) {
  const running = fetching.get(key) ?? run().finally(() => fetching.delete(key))
  fetching.set(key, running)
  return running
}

/** @param {Release} release @param {string} cacheDir */
async function fetchSuite(release, cacheDir) {
  const { suite, packages } = SOURCES[release]
  const root = join(cacheDir, suite)
  const failure = `${root}.failed`
  if (existsSync(failure) && Date.now() - statSync(failure).mtimeMs < FAILURE_LASTS)
    throw new Error(readFileSync(failure, 'utf8'))
  mkdirSync(cacheDir, { recursive: true })
  const work = mkdtempSync(`${root}.`)
  try {
    const apt = await openApt(join(work, 'apt'), suite)
    await apt.download(packages, join(work, 'root'))
    // Another process may have been faster; then this copy is not needed.
    if (!existsSync(root)) renameSync(join(work, 'root'), root)
    rmSync(failure, { force: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const sentence = `ZooKeeper ${release} cannot be had from Debian ${suite}: ${reason}`
    writeFileSync(failure, sentence)
    throw new Error(sentence)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
