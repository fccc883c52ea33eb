import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const ROOT = resolve(import.meta.dirname, '../..')
const MAX_FILE = 250
const MAX_ROUTE = 60

/** How many lines `path` may have. The functions within are counted by the linter. */
export function maxLines(path) {
  return /^app\/api\/.*\/route\.ts$/.test(path) ? MAX_ROUTE : MAX_FILE
}

/** The tracked and new source files. */
function sources() {
  const parameters = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
  const listed = execFileSync('git', parameters, { cwd: ROOT, encoding: 'utf8' })
  return listed.split('\0').filter((path) => /\.(tsx?|mjs|css)$/.test(path))
}

function tooLong(path) {
  const file = join(ROOT, path)
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').length
  const most = maxLines(path)
  return lines > most ? [`${path} has ${lines} lines, more than ${most}`] : []
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problems = sources().flatMap(tooLong)
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
}
