import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const LOCK = join(resolve(import.meta.dirname, '../..'), 'package-lock.json')

/**
 * Below these versions a package of ours has a known hole that reaches us. Registries that answer
 * no `npm audit` are no excuse: this needs no network.
 */
const FLOORS = [
  {
    name: 'next',
    floor: '16.2.11',
    why: 'CVE-2025-55182, CVE-2025-29927, CVE-2026-23870 and the bypasses found until July 2026',
  },
]

/** @param {string} version */
const numbers = (version) => version.split(/[.+-]/, 3).map(Number)

/** Whether `version` is lower. @param {string} version @param {string} floor */
export function isBelow(version, floor) {
  const [own, least] = [numbers(version), numbers(floor)]
  const at = own.findIndex((part, index) => part !== least[index])
  return at >= 0 && own[at] < least[at]
}

/**
 * What in the lock is below the floor of an advisory, at whatever depth it lies.
 * @param {{ packages: Record<string, { version?: string }> }} lock
 */
export function advisoryProblems({ packages }, floors = FLOORS) {
  return Object.entries(packages).flatMap(([path, { version = '' }]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const found = floors.filter((each) => each.name === name && isBelow(version, each.floor))
    return found.map(({ floor, why }) => `${name} ${version} is below ${floor}: ${why}`)
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problems = advisoryProblems(JSON.parse(readFileSync(LOCK, 'utf8')))
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
}
