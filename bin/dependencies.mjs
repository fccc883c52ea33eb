import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const ROOT = resolve(import.meta.dirname, '..')

function versions(file) {
  const { packages } = JSON.parse(readFileSync(file, 'utf8'))
  return Object.entries(packages).filter(([path, entry]) => path !== '' && !entry.optional)
}

/** Whether node_modules holds what the lock asks for. */
export function areDependenciesInstalled() {
  const installed = join(ROOT, 'node_modules/.package-lock.json')
  if (!existsSync(installed)) return false
  const held = new Map(versions(installed).map(([path, { version }]) => [path, version]))
  return versions(join(ROOT, 'package-lock.json')).every(
    ([path, { version }]) => held.get(path) === version,
  )
}

/** Runs `npm ci` where needed. Throws with npm's words when it fails. */
export function installDependencies({ log = console.log } = {}) {
  if (areDependenciesInstalled()) return
  log('Installing dependencies (npm ci)')
  const env = { ...process.env, NODE_ENV: 'development' }
  const options = { cwd: ROOT, env, encoding: 'utf8', shell: process.platform === 'win32' }
  const { status, stdout, stderr } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], options)
  if (status !== 0) throw new Error(`npm ci ended with ${status}\n${stdout}${stderr}`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  try {
    installDependencies()
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
