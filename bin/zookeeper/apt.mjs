import { once } from 'node:events'
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { startTethered } from '../tethered-process.mjs'

/** Debian's own keys, which sign every suite; its package is part of any Debian. */
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'

/**
 * @typedef {{ download: (packages: readonly string[], target: string) => Promise<void>,
 *   dependencies: (name: string) => Promise<string>, close: () => void }} Apt
 */

/**
 * Opens apt in `work` with lists and a cache of its own, so that any user may download and nothing
 * is installed. It serves what the system's apt serves, or with `suite` that suite of Debian from
 * the same mirror. Packages whose signatures do not check are refused.
 * @param {string} work a folder that is deleted by `close`
 * @param {string} [suite]
 * @returns {Promise<Apt>}
 */
export async function openApt(work, suite) {
  const options = prepare(work)
  if (suite) options.push(...(await restrictTo(suite, work)))
  await run('apt-get', [...options, 'update'], work)
  return {
    download: (packages, target) => unpack(options, work, packages, target),
    dependencies: (name) => run('apt-cache', [...options, 'depends', name], work),
    close: () => rmSync(work, { recursive: true, force: true }),
  }
}

/** @param {string} work */
function prepare(work) {
  rmSync(work, { recursive: true, force: true })
  mkdirSync(join(work, 'lists/partial'), { recursive: true })
  mkdirSync(join(work, 'cache/archives/partial'), { recursive: true })
  return [
    '-q',
    ...toOptions({
      'Dir::State::Lists': resolve(work, 'lists'),
      'Dir::Cache': resolve(work, 'cache'),
      'Debug::NoLocking': '1',
      'APT::Sandbox::User': '',
      'APT::Update::Error-Mode': 'any',
      'Acquire::Languages': 'none',
      'Acquire::Retries': '1',
      'Acquire::http::Timeout': '20',
    }),
  ]
}

/** @param {string} suite @param {string} work */
async function restrictTo(suite, work) {
  const sources = resolve(work, 'sources.list')
  writeFileSync(sources, `deb [signed-by=${KEYRING}] ${await mirror(work)} ${suite} main\n`)
  return toOptions({
    'Dir::State::status': '/dev/null',
    'Dir::Etc::SourceList': sources,
    'Dir::Etc::SourceParts': '/dev/null',
    // A suite that is no longer updated stays as it was signed.
    'Acquire::Check-Valid-Until': 'false',
  })
}

/** The address from which the system takes Debian's packages. @param {string} work */
export async function mirror(work) {
  const format = ['--no-release-info', '--format', '$(REPO_URI)', 'Created-By: Packages']
  const addresses = (await run('apt-get', ['indextargets', ...format], work)).split('\n')
  const found = addresses.find((address) => address !== '' && !address.includes('security'))
  if (!found) throw new Error('apt is configured without a mirror')
  return found
}

/** @param {Record<string, string>} settings */
function toOptions(settings) {
  return Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`])
}

/**
 * Unpacks packages into `target`, which appears whole or not at all.
 * @param {readonly string[]} options @param {string} work
 * @param {readonly string[]} packages @param {string} target
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
    await run('dpkg-deb', ['-x', resolve(folder, name), resolve(unpacked)], work)
  repointLinks(resolve(unpacked), resolve(unpacked))
  rmSync(target, { recursive: true, force: true })
  mkdirSync(dirname(target), { recursive: true })
  renameSync(unpacked, target)
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
 * @param {string} command @param {readonly string[]} args @param {string} cwd
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
