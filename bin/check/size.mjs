import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sources } from './sources.mjs'

const ROOT = resolve(import.meta.dirname, '../..')
const MAX_FILE = 250
const MAX_ROUTE = 60

/** How many lines `path` may have. The functions within are counted by the linter. */
export function maxLines(path) {
  return /^app\/api\/.*\/route\.ts$/.test(path) ? MAX_ROUTE : MAX_FILE
}

function tooLong(path) {
  const lines = readFileSync(join(ROOT, path), 'utf8').trimEnd().split('\n').length
  const most = maxLines(path)
  return lines > most ? [`${path} has ${lines} lines, more than ${most}`] : []
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problems = sources().flatMap(tooLong)
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
}
