import { once } from 'node:events'
import { lstatSync, mkdirSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
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
 * Downloads Debian's packages and unpacks them under `root`, as any user: apt gets folders of its
 * own for lists and cache, and nothing is installed.
 * @param {string} root
 * @param {{ java: boolean, jars: boolean }} what
 */
export async function downloadWithApt(root, what) {
  const work = resolve(root, 'apt')
  const options = prepare(work)
  await run('apt-get', [...options, 'update'], work)
  const java = what.java ? [await jrePackage(options, work)] : []
  const packages = [...(what.jars ? JAR_PACKAGES : []), ...java]
  await run('apt-get', [...options, 'download', ...packages], work)
  for (const name of readdirSync(work).filter((file) => file.endsWith('.deb'))) {
    await run('dpkg-deb', ['-x', join(work, name), resolve(root)], work)
  }
  repointLinks(resolve(root), resolve(root))
  rmSync(work, { recursive: true, force: true })
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
