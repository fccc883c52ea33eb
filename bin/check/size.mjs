import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const ROOT = resolve(import.meta.dirname, '../..')
const MAX_FILE = 250
const MAX_ROUTE = 60

/** How many lines `path` may have. The functions within are counted by the linter. */
export function maxLines(path) {
  return /^app\/api\/.*\/route\.ts$/.test(path) ? MAX_ROUTE : MAX_FILE
}

/** The folders that .gitignore names: what is fetched and what is made. */
function made() {
  const lines = readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n')
  return new Set(lines.filter((line) => line.endsWith('/')).map((line) => line.slice(0, -1)))
}

/** The source files. Git is not asked: an unpacked archive has none. */
function sources(folder = ROOT, leftOut = made()) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory())
      return leftOut.has(entry.name) || entry.name === '.git' ? [] : sources(path, leftOut)
    return /\.(tsx?|mjs|css)$/.test(entry.name) ? [relative(ROOT, path)] : []
  })
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
