import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { mirror } from '../../zookeeper/apt.mjs'

const ROOT = resolve(import.meta.dirname, '../../..')
const CACHE = join(ROOT, '.cache/fresh-machine')
const BASE = join(CACHE, 'base.tar')
const SUITE = 'bookworm'
/** Set on such a machine: there the check of it is not made once more. */
export const MARK = 'FRESH_MACHINE'
/** Who works there, without rights. */
export const PERSON = 'ada'
/** Where the sources are there. */
export const HOME = `/home/${PERSON}/vivarium`

/** @param {string} command @param {readonly string[]} parameters */
function run(command, ...parameters) {
  const { status, stdout, stderr, error } = spawnSync(command, parameters, { encoding: 'utf8' })
  if (status === 0) return
  const said = `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trimEnd()
  throw new Error(`${command}: ${said.split('\n').slice(-3).join(' ')}`)
}

/** Why no such machine can be made here; undefined when it can. */
export function obstacle() {
  if (process.env[MARK]) return 'this is one already'
  if (process.getuid?.() !== 0) return 'it takes root to make the root of another machine'
  for (const program of ['debootstrap', 'pivot_root', 'unshare'])
    if (spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0)
      return `${program} is missing`
  const probe = 'mount -t tmpfs none /mnt && mount --bind /mnt /mnt && mount -t proc proc /proc'
  const may = spawnSync('unshare', ['--mount', '--pid', '--fork', 'sh', '-c', probe])
  return may.status === 0 ? undefined : 'namespaces and mounts are not allowed here'
}

/** What is to be fetched cannot be, which is nobody's fault here. */
export class Unreachable extends Error {}

/** Debian's smallest root, packed, made once. @param {string} work */
async function ensureBase(work) {
  if (existsSync(BASE)) return
  const made = join(work, 'made')
  try {
    run('debootstrap', '--variant=minbase', SUITE, made, await mirror(work))
  } catch (error) {
    throw new Unreachable(`Debian’s packages cannot be had: ${error.message}`)
  }
  run('chroot', made, 'useradd', '--create-home', PERSON)
  for (const folder of ['var/cache/apt/archives', 'var/lib/apt/lists'])
    rmSync(join(made, folder), { recursive: true, force: true })
  run('tar', '--create', '--directory', made, '--file', `${BASE}.new`, '.')
  renameSync(`${BASE}.new`, BASE)
  rmSync(made, { recursive: true })
}

/** Node and npm as they are here, and what it takes to reach the network. @param {string} machine */
function equip(machine) {
  const bring = (path) => cpSync(path, join(machine, path), { recursive: true, dereference: true })
  const certificates = process.env.NODE_EXTRA_CA_CERTS
  for (const path of ['/etc/resolv.conf', '/etc/hosts', ...(certificates ? [certificates] : [])])
    if (existsSync(path)) bring(path)
  cpSync(process.execPath, join(machine, 'usr/bin/node'))
  const npm = dirname(dirname(realpathSync(join(dirname(process.execPath), 'npm'))))
  cpSync(npm, join(machine, 'usr/lib/node_modules/npm'), { recursive: true })
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(machine, 'usr/bin', name))
}

/** The sources as an unpacked archive has them: nothing fetched or made, nothing of git’s. @param {string} machine */
function unpackSources(machine) {
  const ignored = readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n')
  const leftOut = ['.git', ...ignored.map((line) => line.replace(/\/$/, ''))]
  const target = join(machine, HOME)
  mkdirSync(target, { recursive: true })
  for (const name of readdirSync(ROOT))
    if (!leftOut.includes(name) && !name.endsWith('.tsbuildinfo'))
      cpSync(join(ROOT, name), join(target, name), { recursive: true })
  run('chroot', machine, 'chown', '-R', `${PERSON}:`, `/home/${PERSON}`)
}

/**
 * Makes a machine that has nothing: Debian's smallest root with Node and npm copied in, no git, no
 * Java, no Python, and the sources. Answers its folder.
 */
export async function makeMachine() {
  mkdirSync(CACHE, { recursive: true })
  const machine = join(CACHE, 'machine')
  rmSync(machine, { recursive: true, force: true })
  const work = join(CACHE, 'work')
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work)
  await ensureBase(work)
  rmSync(work, { recursive: true })
  mkdirSync(machine)
  run('tar', '--extract', '--directory', machine, '--file', BASE)
  equip(machine)
  unpackSources(machine)
  return machine
}

/** Brings git's own folder, as a clone has it; git itself is not there. @param {string} machine */
export function bringClone(machine) {
  const clone = join(CACHE, 'clone')
  rmSync(clone, { recursive: true, force: true })
  run('git', 'clone', '--quiet', '--no-checkout', '--depth', '1', `file://${ROOT}`, clone)
  renameSync(join(clone, '.git'), join(machine, HOME, '.git'))
  rmSync(clone, { recursive: true })
  run('chroot', machine, 'chown', '-R', `${PERSON}:`, HOME)
}
