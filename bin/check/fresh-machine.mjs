import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { startTethered } from '../tethered-process.mjs'
import { mirror } from '../zookeeper/apt.mjs'

// Both commands of the README on a machine that has nothing: Debian's smallest root with Node and
// npm copied in, no git, no Java, no Python, and the sources as an unpacked archive has them.
// `-- --demo` tries the first one alone.

const ROOT = resolve(import.meta.dirname, '../..')
const MACHINE = join(tmpdir(), 'vivarium-fresh-machine')
const SUITE = 'bookworm'
const PERSON = 'ada'
const HOME = `/home/${PERSON}/vivarium`
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const DEMO_MS = 30 * 60_000
const LINK = /Sign in:\s+(http\S+)/

/** @param {string} command @param {string[]} parameters */
function run(command, ...parameters) {
  const { status, stdout, stderr } = spawnSync(command, parameters, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${parameters.join(' ')}\n${stdout}${stderr}`)
}

/** Why this machine cannot make such a root; undefined when it can. */
function obstacle() {
  if (process.getuid?.() !== 0) return 'it takes root to make the root of another machine'
  for (const program of ['debootstrap', 'unshare', 'chroot'])
    if (spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0)
      return `${program} is missing`
  const mayMount = spawnSync('unshare', ['--mount', '--pid', '--fork', 'true']).status === 0
  return mayMount ? undefined : 'namespaces are not allowed here'
}

/** Copies a file or a folder to the same place there. @param {string} path */
function bring(path) {
  if (existsSync(path)) cpSync(path, join(MACHINE, path), { recursive: true, dereference: true })
}

async function makeMachine() {
  if (!existsSync(join(MACHINE, 'etc/debian_version'))) {
    rmSync(MACHINE, { recursive: true, force: true })
    run('debootstrap', '--variant=minbase', SUITE, MACHINE, await mirror(tmpdir()))
    run('chroot', MACHINE, 'useradd', '--create-home', PERSON)
  }
  for (const path of ['/etc/resolv.conf', '/etc/hosts']) bring(path)
  if (process.env.NODE_EXTRA_CA_CERTS) bring(process.env.NODE_EXTRA_CA_CERTS)
  cpSync(process.execPath, join(MACHINE, 'usr/bin/node'))
  const npm = dirname(dirname(realpathSync(join(dirname(process.execPath), 'npm'))))
  cpSync(npm, join(MACHINE, 'usr/lib/node_modules/npm'), { recursive: true })
  for (const name of ['npm', 'npx']) {
    rmSync(join(MACHINE, 'usr/bin', name), { force: true })
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(MACHINE, 'usr/bin', name))
  }
}

/** The sources, without what is fetched or made, and without git's own. */
function unpackSources() {
  const ignored = readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n')
  const leftOut = new Set(['.git', ...ignored.map((line) => line.replace(/\/$/, ''))])
  const target = join(MACHINE, HOME)
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  cpSync(ROOT, target, {
    recursive: true,
    filter: (path) =>
      !relative(ROOT, path)
        .split('/')
        .some((name) => leftOut.has(name)),
  })
  run('chroot', MACHINE, 'chown', '-R', `${PERSON}:`, `/home/${PERSON}`)
}

/** Starts a command there, in namespaces of its own that end with it. @param {string} user @param {string} command */
function startThere(user, command) {
  const certificates = process.env.NODE_EXTRA_CA_CERTS
  const variables = [
    `PATH=${PATH}`,
    `HOME=${user === 'root' ? '/root' : `/home/${user}`}`,
    'TERM=dumb',
    ...(certificates ? [`NODE_EXTRA_CA_CERTS=${certificates}`] : []),
  ]
  const inside = `mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && exec chroot --userspec=${user} "$0" env -i ${variables.join(' ')} sh -c "cd ${HOME} && exec ${command}"`
  const args = ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', inside, MACHINE]
  return startTethered({ command: 'unshare', args, output: 'pipe' })
}

/** Shows and answers what it prints. @param {ReturnType<typeof startThere>} started @param {(output: string) => void} look */
function listen({ child }, look) {
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => {
      process.stdout.write(text)
      output += text
      look(output)
    })
}

/** The demo, as somebody without rights, until it answers. */
async function tryDemo() {
  const start = performance.now()
  const demo = startThere(PERSON, 'npm run demo')
  const link = new Promise((done, failed) => {
    listen(demo, (output) => {
      const found = LINK.exec(output)?.[1]
      if (found) done(found)
    })
    void demo.exited.then((how) => failed(new Error(`npm run demo ended with ${how}`)))
    setTimeout(() => failed(new Error('npm run demo printed no link in time')), DEMO_MS).unref()
  })
  try {
    const answer = await fetch(new URL('/api/health', await link))
    if (answer.status !== 200) throw new Error(`the demo answered ${answer.status}`)
  } finally {
    await demo.stop(10_000)
  }
  console.log(`✓ npm run demo: ${Math.round((performance.now() - start) / 1000)} s`)
}

/** The tests, as root, who may install what they need. */
async function tryTests() {
  const start = performance.now()
  const tests = startThere('root', 'npm test')
  listen(tests, () => undefined)
  const how = await tests.exited
  console.log(`npm test: ${how}, ${Math.round((performance.now() - start) / 1000)} s`)
  if (how !== 'exit code 0') process.exitCode = 1
}

const why = obstacle()
if (why) console.log(`skipped: ${why}`)
else {
  await makeMachine()
  unpackSources()
  await tryDemo()
  if (!process.argv.includes('--demo')) await tryTests()
}
