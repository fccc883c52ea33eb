import { readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundlePrograms } from './bundle-programs.mjs'

const ROOT = resolve(import.meta.dirname, '..')
const OUT = join(ROOT, '.cache/bench')

/** `run`, and what it starts: each file of a folder named `processes` is a program of its own. */
function programs() {
  const files = readdirSync(join(ROOT, 'bench'), { recursive: true, encoding: 'utf8' })
  const processes = files.filter((file) => /(^|\/)processes\/[^/]+\.ts$/.test(file))
  return Object.fromEntries(
    ['run.ts', ...processes].map((file) => [basename(file, '.ts'), join(ROOT, 'bench', file)]),
  )
}

process.chdir(ROOT)
await bundlePrograms({ root: ROOT, entries: programs(), outDir: OUT })
await import(pathToFileURL(join(OUT, 'run.mjs')).href)
