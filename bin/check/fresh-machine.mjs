import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { signInTo } from '../production-server.mjs'
import {
  bringClone,
  HOME,
  makeMachine,
  obstacle,
  PERSON,
  Unreachable,
} from './machine/make-machine.mjs'
import { listen, startThere } from './machine/start-there.mjs'

// Both commands of the README on a machine that has nothing. `--demo` tries the first one alone,
// `--sample` both, of `npm test` the steps that differ from machine to machine; without, all of it.
// `--report` names a file for the outcome.

const ROOT = resolve(import.meta.dirname, '../..')
const DEMO_MS = 30 * 60_000
/** The first link, and each that follows a used one. */
const LINK = /Sign in(?: again)?:\s+(http\S+)/g

const { values: asked } = parseArgs({
  options: {
    demo: { type: 'boolean' },
    sample: { type: 'boolean' },
    report: { type: 'string' },
  },
})

/** Runs one part, and says how long it took. @param {string} what @param {() => Promise<void>} part */
async function timed(what, part) {
  const start = performance.now()
  await part()
  console.log(`✓ ${what} (${((performance.now() - start) / 1000).toFixed(1)} s)`)
}

/** Waits for the end of a command. @param {string} machine @param {string} user @param {string} command */
async function end(machine, user, command) {
  const started = startThere(machine, user, command)
  let output = ''
  listen(started, (text) => {
    output = text
  })
  const how = await started.exited
  if (how !== 'exit code 0') throw new Error(`${command} as ${user} ended with ${how}`)
  return output
}

const links = (output) => [...output.matchAll(LINK)].map(([, link]) => link)

/** What the demo's processes wrote last. @param {string} machine */
function showLogs(machine) {
  const folder = join(machine, HOME, '.cache/demo-logs')
  for (const name of existsSync(folder) ? readdirSync(folder) : [])
    console.log(`${name}:\n${readFileSync(join(folder, name), 'utf8').slice(-2_000)}`)
}

/** The demo, as somebody without rights, until its page and a row of ZooKeeper's answer. @param {string} machine */
async function tryDemo(machine) {
  const demo = startThere(machine, PERSON, 'exec npm run demo')
  let output = ''
  const link = new Promise((done, failed) => {
    listen(demo, (text) => {
      output = text
      if (links(text).length > 0) done(undefined)
    })
    void demo.exited.then((how) => failed(new Error(`npm run demo ended with ${how}`)))
    setTimeout(() => failed(new Error('npm run demo printed no link in time')), DEMO_MS).unref()
  })
  try {
    await link
    await look(() => links(output).at(-1) ?? '')
  } catch (error) {
    showLogs(machine)
    throw error
  } finally {
    await demo.stop(10_000)
  }
}

/** Signs in as a person would, and looks. @param {() => string} signInLink */
async function look(signInLink) {
  const { origin } = new URL(signInLink())
  const cookie = await signInTo({ origin, signInLink })
  const ask = async (path) => {
    const answer = await fetch(`${origin}${path}`, { headers: { cookie } })
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    return await answer.text()
  }
  const page = await ask('/demo/tree?path=/')
  if (!page.includes('<html')) throw new Error('the page of the demo is none')
  const rows = await ask('/api/clusters/demo/children?path=/')
  if (!JSON.parse(rows).names.includes('zookeeper')) throw new Error(`no /zookeeper in ${rows}`)
}

/** @param {{ passed: number, failed: number, skipped: string[] }} outcome */
function report(outcome) {
  if (asked.report === undefined) return
  const file = resolve(ROOT, asked.report)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify(outcome))
}

/** @param {string} why */
function leaveOut(why) {
  console.log(`skipped: ${why}`)
  report({ passed: 0, failed: 0, skipped: [`a fresh machine: ${why}`] })
}

/** Rejects where npm has no network. @param {string} machine */
async function reachRegistry(machine) {
  await end(machine, PERSON, 'npm ping').catch((error) => {
    throw new Unreachable(`npm’s registry cannot be reached from there: ${error.message}`)
  })
}

const skippedIn = (output) => [...output.matchAll(/^skipped: (.*)$/gm)].map(([, why]) => why)

async function main() {
  const why = obstacle()
  if (why) return leaveOut(why)
  let machine = ''
  await timed('a bare Debian', async () => {
    machine = await makeMachine()
    await reachRegistry(machine)
  })
  let output = ''
  try {
    await timed('npm run demo', () => tryDemo(machine))
    if (!asked.demo)
      await timed('npm test, from an unpacked archive, without rights', async () => {
        output = await end(machine, PERSON, 'npm test -- --sample')
      })
    if (!asked.demo && !asked.sample) await tryEverything(machine)
  } finally {
    rmSync(machine, { recursive: true, force: true })
  }
  const skipped = skippedIn(output).map((reason) => `on a fresh machine: ${reason}`)
  report({ passed: asked.demo ? 1 : 2, failed: 0, skipped })
}

/** All of the tests, as root, who may install what they need. @param {string} machine */
async function tryEverything(machine) {
  await timed('npm test, in a clone, without git', async () => {
    bringClone(machine)
    await end(machine, PERSON, 'npm test -- --sample')
  })
  await timed('npm test, all of it', () => end(machine, 'root', 'npm test').then(() => undefined))
}

main().catch((error) => {
  if (error instanceof Unreachable) return leaveOut(error.message)
  console.error(error.message)
  process.exitCode = 1
})
