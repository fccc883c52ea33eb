import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundlePrograms } from './bundle-programs.mjs'

const ROOT = resolve(import.meta.dirname, '..')
const STAMP = join(ROOT, '.next/standalone/sources')
const DEMO_ENTRIES = ['seed', 'registrar']
const FOLDERS = ['app', 'components', 'lib', 'public', 'e2e/demo', 'e2e/zookeeper']
const TESTS = /\.test\.tsx?$/

function* filesBelow(folder) {
  if (!existsSync(folder)) return
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path)
    else if (!TESTS.test(entry.name)) yield path
  }
}

/** The files at the top that a build depends on: configuration, lock, proxy, instrumentation. */
function topFiles() {
  return readdirSync(ROOT)
    .filter(
      (name) => /\.(ts|mjs|json)$/.test(name) && !/^(biome|knip|next-env|play|vit)/.test(name),
    )
    .map((name) => join(ROOT, name))
}

function sourcesHash() {
  const hash = createHash('sha256')
  const files = [...FOLDERS.flatMap((folder) => [...filesBelow(join(ROOT, folder))]), ...topFiles()]
  for (const file of files.sort()) {
    hash
      .update(`${relative(ROOT, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}

/** Whether the last build was made from the sources as they are now. Takes some 50 ms. */
export function isFresh() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourcesHash()
}

/** Runs `next build`; its output is in the error when it fails. */
function runNext() {
  const bin = join(ROOT, 'node_modules/next/dist/bin/next')
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [bin, 'build'], { cwd: ROOT, env })
    const output = []
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part) => output.push(part))
    child.on('error', failed)
    child.on('close', (code) => {
      if (code === 0) return done()
      failed(new Error(`next build ended with ${code}\n${Buffer.concat(output)}`))
    })
  })
}

/** `output: standalone` leaves these two for the server to bring. */
function copyAssets() {
  const standalone = join(ROOT, '.next/standalone')
  cpSync(join(ROOT, '.next/static'), join(standalone, '.next/static'), { recursive: true })
  if (existsSync(join(ROOT, 'public'))) {
    cpSync(join(ROOT, 'public'), join(standalone, 'public'), { recursive: true })
  }
}

/** Compiles the demo's own processes to .cache/demo/*.mjs. */
async function bundleDemo() {
  const entries = Object.fromEntries(
    DEMO_ENTRIES.map((name) => [name, join(ROOT, `e2e/demo/${name}.ts`)]),
  )
  await bundlePrograms({ root: ROOT, entries, outDir: join(ROOT, '.cache/demo') })
}

/** Builds the product into .next/standalone and the demo's processes into .cache/demo. */
export async function build({ log = console.log } = {}) {
  const sources = sourcesHash()
  rmSync(STAMP, { force: true })
  log('Building Vivarium')
  await runNext()
  copyAssets()
  await bundleDemo()
  writeFileSync(STAMP, sources)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await build()
  console.log('Built')
}
