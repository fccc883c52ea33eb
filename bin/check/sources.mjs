import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')

/** The folders that .gitignore names: what is fetched and what is made. */
function made() {
  const lines = readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n')
  return new Set(lines.filter((line) => line.endsWith('/')).map((line) => line.slice(0, -1)))
}

/** The source files, as paths from the root. Git is not asked: an unpacked archive has none. */
export function sources(folder = ROOT, leftOut = made()) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory())
      return leftOut.has(entry.name) || entry.name === '.git' ? [] : sources(path, leftOut)
    return /\.(tsx?|mjs|css)$/.test(entry.name) ? [relative(ROOT, path)] : []
  })
}
