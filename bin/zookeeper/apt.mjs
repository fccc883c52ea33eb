import { once } from 'node:events'
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { startTethered } from '../tethered-process.mjs'

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

/**
 * Downloads Debian's packages and unpacks them under `root/java` and `root/jars`, as any user:
 * apt gets folders of its own for lists and cache, and nothing is installed. Each of the two
 * appears whole or not at all.
 * @param {string} root
 * @param {{ java: boolean, jars: boolean }} what
 */
export async function downloadWithApt(root, what) {
  const work = resolve(root, 'apt')
  const options = prepare(work)
  await run('apt-get', [...options, 'update'], work)
  if (what.jars) await unpack(options, work, JAR_PACKAGES, resolve(root, 'jars'))
  if (what.java)
    await unpack(options, work, [await jrePackage(options, work)], resolve(root, 'java'))
  rmSync(work, { recursive: true, force: true })
}

/**
 * @param {string[]} options @param {string} work
 * @param {string[]} packages @param {string} target
 */
async function unpack(options, work, packages, target) {
  const folder = join(work, 'packages')
  const unpacked = join(work, 'unpacked')
  for (const empty of [folder, unpacked]) {
    rmSync(empty, { recursive: true, force: true })
    mkdirSync(empty)
  }
  await run('apt-get', [...options, 'download', ...packages], folder)
  for (const name of readdirSync(folder))
    await run('dpkg-deb', ['-x', join(folder, name), unpacked], work)
  repointLinks(unpacked, unpacked)
  rmSync(target, { recursive: true, force: true })
  renameSync(unpacked, target)
}

/** @param {string} work */
function prepare(work) {
  rmSync(work, { recursive: true, force: true })
  mkdirSync(join(work, 'lists/partial'), { recursive: true })
  mkdirSync(join(work, 'cache/archives/partial'), { recursive: true })
  const settings = {
    'Dir::State::Lists': join(work, 'lists'),
    'Dir::Cache': join(work, 'cache'),
    'Debug::NoLocking': '1',
    'APT::Sandbox::User': '',
    'Acquire::Retries': '2',
    'Acquire::http::Timeout': '30',
  }
  return ['-q', ...Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`])]
}

/** @param {string[]} options @param {string} work */
async function jrePackage(options, work) {
  const answer = await run('apt-cache', [...options, 'depends', 'default-jre-headless'], work)
  const name = /Depends: (openjdk-\d+-jre-headless)/.exec(answer)?.[1]
  if (!name) throw new Error('apt knows no Java runtime (default-jre-headless)')
  return name
}

/** Makes absolute links (Java's into /etc) point into the unpacked root. @param {string} root @param {string} folder */
function repointLinks(root, folder) {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name)
    const kind = lstatSync(file)
    if (kind.isDirectory()) repointLinks(root, file)
    if (!kind.isSymbolicLink()) continue
    const target = readlinkSync(file)
    if (!target.startsWith('/') || target.startsWith(root)) continue
    rmSync(file)
    symlinkSync(relative(folder, join(root, target)), file)
  }
}

/**
 * @param {string} command @param {string[]} args @param {string} cwd
 * @returns {Promise<string>} what it printed
 */
async function run(command, args, cwd) {
  const { child, exited } = startTethered({ command, args, cwd, output: 'pipe' })
  let out = ''
  let errors = ''
  child.stdout?.setEncoding('utf8').on('data', (chunk) => {
    out += chunk
  })
  child.stderr?.setEncoding('utf8').on('data', (chunk) => {
    errors += chunk
  })
  const closed = once(child, 'close')
  const how = await exited
  await closed
  if (how === 'exit code 0') return out
  throw new Error(`${command}: ${how}: ${errors.trim().split('\n').slice(-3).join(' ')}`)
}
