import './supported-node.mjs'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isFresh } from './build.mjs'
import { claim } from './demo/only-one.mjs'
import { createProcesses } from './demo/processes.mjs'
import { serveProduct } from './demo/serve-product.mjs'
import { createSteps } from './demo/steps.mjs'
import { areDependenciesInstalled } from './dependencies.mjs'
import { launchZooKeeper } from './zookeeper/launch.mjs'
import { resolveInstallation, runningEnsemble } from './zookeeper/resolve.mjs'

const ROOT = resolve(import.meta.dirname, '..')
const CACHE = join(ROOT, '.cache')
const DATA = join(CACHE, 'demo-data')
const LOGS = join(CACHE, 'demo-logs')
const SEED = join(CACHE, 'demo/seed.mjs')

/** In somebody's own ensemble the demo keeps to a place of its own. */
const CHROOT = '/vivarium-demo'
const KEEP_LITTLE = { 'autopurge.snapRetainCount': 3, 'autopurge.purgeInterval': 1 }

const processes = createProcesses(ROOT, LOGS, (failure) => {
  console.error(`\n  ${failure}; its log is in ${LOGS}`)
  void end(1)
})
const step = createSteps()
let url = ''
let ending = false

/** @param {number} code */
async function end(code) {
  if (ending) return
  ending = true
  process.stdout.write('\n  Stopping …')
  await processes.stop()
  console.log(' stopped')
  process.exit(code)
}

async function prepare() {
  await step('Dependencies', async (report) => {
    if (areDependenciesInstalled()) return 'installed'
    report('npm ci')
    await processes.run('npm', 'bin/dependencies.mjs')
    return 'installed now'
  })
  await step('Build', async (report) => {
    if (isFresh() && existsSync(SEED)) return 'fresh'
    report('next build')
    await processes.run('build', 'bin/build.mjs')
    return 'built'
  })
}

/** @returns {Promise<string>} the connect string of the ensemble to use */
async function startZooKeeper() {
  const running = runningEnsemble()
  let connect = running?.includes('/') ? running : `${running}${CHROOT}`
  await step('ZooKeeper', async (report) => {
    if (running) return `${connect} (ZK_CONNECT)`
    const cacheDir = join(CACHE, 'zookeeper')
    const installation = await resolveInstallation({ cacheDir, log: report })
    report('starting')
    const options = { installation, dataDir: DATA, config: KEEP_LITTLE }
    const server = await launchZooKeeper(options).catch((error) => {
      throw new Error(`${error.message}\nDelete ${DATA} to start afresh.`)
    })
    processes.adopt('ZooKeeper', server)
    connect = `127.0.0.1:${server.port}`
    return `${connect}, from ${installation.source}`
  })
  return connect
}

/** @param {string} connect */
async function fill(connect) {
  await step('Tree', async () => {
    const { seed } = await import(pathToFileURL(SEED).href)
    return `${(await seed(connect)).toLocaleString('en')} znodes`
  })
  await step('Registrar', async () => {
    const args = [join(CACHE, 'demo/registrar.mjs'), connect]
    const count = await new Promise((done) => {
      processes.start('registrar', args, process.env, (line) => {
        if (line.startsWith('registered ')) done(line.slice('registered '.length))
        return true
      })
    })
    return `${count} processes registered`
  })
}

/** @param {string} connect */
async function serve(connect) {
  let link = ''
  await step('Vivarium', async () => {
    const product = await serveProduct(processes, ROOT, connect, (next) => {
      if (link) console.log(`  Sign in again:  ${next}\n`)
    })
    link = product.link
    url = product.url
    return url
  })
  console.log(`\n  Sign in:  ${emphasised(link)}\n`)
  console.log(
    '  The link works once; then the next one is printed here. Ctrl-C stops everything.\n',
  )
}

/** @param {string} text */
function emphasised(text) {
  return process.stdout.isTTY ? `\x1b[1;4m${text}\x1b[0m` : text
}

async function main() {
  console.log('\n  Vivarium demo\n')
  const other = await claim(DATA, () => url)
  if (other !== null) throw new Error(`A demo of this folder runs already: ${other || 'starting'}`)
  await prepare()
  const connect = await startZooKeeper()
  await fill(connect)
  await serve(connect)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(0))
try {
  await main()
} catch (error) {
  if (!ending) {
    console.error(`\n${error instanceof Error ? error.message : error}`)
    await end(1)
  }
}
