import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const LOCK = join(resolve(import.meta.dirname, '../..'), 'package-lock.json')
const run = promisify(execFile)

/** Where npm would look for `name` when the package at `owner` asks for it. */
function installed(packages, owner, name) {
  for (let at = owner; ; ) {
    const candidate = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`
    if (candidate in packages) return candidate
    if (at === '') return undefined
    const cut = at.lastIndexOf('/node_modules/')
    at = cut === -1 ? '' : at.slice(0, cut)
  }
}

/**
 * The optional packages that `npm ci` misses: npm leaves those out that the registry did not offer
 * to it, yet `npm ci` wants every one of them in the lock.
 */
export function missingOptionals(lock) {
  const found = new Map()
  for (const [owner, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (installed(lock.packages, owner, name)) continue
      found.set(`node_modules/${name}`, { name, version, dev: entry.dev === true })
    }
  }
  return [...found.values()]
}

/** What keeps the lock from serving a clean clone; empty when nothing does. */
export function lockProblems(lock) {
  const missing = missingOptionals(lock).map(({ name, version }) => `${name}@${version} is absent`)
  const resolved = Object.entries(lock.packages)
    .filter(([, entry]) => entry.resolved !== undefined)
    .map(([path]) => `${path} names the host it was fetched from`)
  return [...missing, ...resolved]
}

/** The entry of a package that was never installed here. `npm view` names what it runs on. */
async function stub({ name, version, dev }) {
  const wanted = ['view', `${name}@${version}`, 'os', 'cpu', 'libc', 'dist.integrity', '--json']
  const found = await run('npm', wanted, { maxBuffer: 1e8 }).then(
    ({ stdout }) => JSON.parse(stdout || '{}'),
    () => ({}),
  )
  const { os, cpu, libc, 'dist.integrity': integrity } = found
  const list = (value) => (value === undefined ? undefined : [value].flat())
  const own = { version: exact(version), integrity, optional: true, dev: dev || undefined }
  return { ...own, os: list(os), cpu: list(cpu), libc: list(libc) }
}

function exact(version) {
  return version.replace(/^[\^~]/, '')
}

async function complete() {
  const lock = JSON.parse(readFileSync(LOCK, 'utf8'))
  const missing = missingOptionals(lock)
  for (const wanted of missing) lock.packages[`node_modules/${wanted.name}`] = await stub(wanted)
  for (const entry of Object.values(lock.packages)) delete entry.resolved
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  lock.packages = Object.fromEntries(sorted)
  writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`)
  return missing.length
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (process.argv.includes('--fix')) console.log(`completed ${await complete()} entries`)
  const problems = lockProblems(JSON.parse(readFileSync(LOCK, 'utf8')))
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
}
