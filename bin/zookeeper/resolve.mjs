import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { openApt } from './apt.mjs'
import { classpathUnder, versionUnder } from './jars.mjs'

/**
 * @typedef {import('./launch.mjs').Installation} Installation
 * @typedef {{ env?: NodeJS.ProcessEnv, cacheDir?: string, systemRoot?: string,
 *   log?: (line: string) => void,
 *   download?: (root: string, what: { java: boolean, jars: boolean }) => Promise<void> }} Options
 */

const JAR_PACKAGES = [
  'libzookeeper-java',
  'libnetty-java',
  'libslf4j-java',
  'libsnappy-java',
  'libsnappy-jni',
  'libsnappy1v5',
  'libdropwizard-metrics-java',
  'libcommons-cli-java',
]

export const ADVICE = [
  'No ZooKeeper was found and none could be fetched. One of these helps:',
  '  - run one and name it:     docker run -p 2181:2181 zookeeper:3.9',
  '                             ZK_CONNECT=127.0.0.1:2181 npm run demo',
  '  - point at an installation: ZOOKEEPER_HOME=/path/to/apache-zookeeper-3.9 (needs Java 11+)',
  '  - on Debian or Ubuntu:      apt-get install --no-install-recommends libzookeeper-java \\',
  '                              libnetty-java libslf4j-java openjdk-17-jre-headless',
].join('\n')

/**
 * The connect string of an ensemble that already runs, or null. A person set it: it wins.
 * @param {NodeJS.ProcessEnv} env
 */
export function runningEnsemble(env = process.env) {
  return env.ZK_CONNECT?.trim() || null
}

/**
 * Java and the jars of a ZooKeeper server to start: `ZOOKEEPER_HOME`, then the system's, then the
 * cache's, then downloaded with apt into the cache (no root needed). Throws an Error that says
 * what to do when nothing helps.
 * @param {Options} [options]
 * @returns {Promise<Installation>}
 */
export async function resolveInstallation(options = {}) {
  const { env = process.env, cacheDir = '.cache/zookeeper', systemRoot = '/' } = options
  const find = () => {
    const java = findJava(env, cacheDir)
    const cachedJars = jarsUnder(join(cacheDir, 'jars'), 'cache')
    const jars = jarsOfHome(env) ?? jarsUnder(systemRoot, 'system') ?? cachedJars
    return { java, jars }
  }
  const first = find()
  if (first.java && first.jars) return { java: first.java, ...first.jars }
  try {
    options.log?.('downloading ZooKeeper with apt')
    const missing = { java: first.java === null, jars: first.jars === null }
    await (options.download ?? downloadWithApt)(cacheDir, missing)
  } catch (error) {
    throw new Error(`${ADVICE}\n(${error instanceof Error ? error.message : error})`)
  }
  const { java, jars } = find()
  if (java && jars) return { java, ...jars }
  throw new Error(`${ADVICE}\n(the download holds no ${java ? 'ZooKeeper' : 'Java'})`)
}

/** @param {NodeJS.ProcessEnv} env @param {string} cacheDir @returns {string | null} */
function findJava(env, cacheDir) {
  const fromHome = env.JAVA_HOME ? [join(env.JAVA_HOME, 'bin/java')] : []
  const fromPath = (env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'java'))
  const jvms = join(cacheDir, 'java/usr/lib/jvm')
  const cached = existsSync(jvms)
    ? readdirSync(jvms).map((name) => join(jvms, name, 'bin/java'))
    : []
  return (
    [...fromHome, ...fromPath, ...cached].find((file) => existsSync(file) && runs(file)) ?? null
  )
}

/** macOS ships a `java` that only asks to install Java. @param {string} java */
function runs(java) {
  return spawnSync(java, ['-version'], { stdio: 'ignore' }).status === 0
}

/** @param {NodeJS.ProcessEnv} env */
function jarsOfHome(env) {
  const home = env.ZOOKEEPER_HOME
  if (!home) return null
  const folders = [join(home, 'lib'), home].filter(holdsZooKeeper)
  if (folders.length === 0) throw new Error(`ZOOKEEPER_HOME=${home} holds no zookeeper*.jar`)
  const all = [...folders, join(home, 'lib')].map((folder) => join(folder, '*'))
  return { classpath: [join(home, 'conf'), ...new Set(all)].join(delimiter), source: home }
}

/** @param {string} folder */
function holdsZooKeeper(folder) {
  return existsSync(folder) && readdirSync(folder).some((name) => /^zookeeper.*\.jar$/.test(name))
}

/** @param {string} root @param {string} source */
function jarsUnder(root, source) {
  return versionUnder(root) === null ? null : { classpath: classpathUnder(root), source }
}

/**
 * Downloads Debian's packages and unpacks them under `root/java` and `root/jars`, as any user.
 * @param {string} root
 * @param {{ java: boolean, jars: boolean }} what
 */
async function downloadWithApt(root, what) {
  const apt = await openApt(join(root, 'apt'))
  if (what.jars) await apt.download(JAR_PACKAGES, join(root, 'jars'))
  if (what.java) await apt.download([await jrePackage(apt)], join(root, 'java'))
  apt.close()
}

/** @param {import('./apt.mjs').Apt} apt */
async function jrePackage(apt) {
  const answer = await apt.dependencies('default-jre-headless')
  const name = /Depends: (openjdk-\d+-jre-headless)/.exec(answer)?.[1]
  if (!name) throw new Error('apt knows no Java runtime (default-jre-headless)')
  return name
}
