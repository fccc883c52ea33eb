import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port.mjs'
import { startTethered } from './tethered-process.mjs'

const LAUNCHER = join(resolve(import.meta.dirname), 'vivarium.mjs')
const LINK = /https?:\/\/\S+\/sign-in\S*/g
const READY_WITHIN = 20_000

/**
 * @typedef {Readonly<Partial<Record<`VIVARIUM_${string}`, string>>>} VivariumSettings
 * @typedef {Awaited<ReturnType<typeof startVivarium>>} VivariumServer
 */

/**
 * Starts the production build on a free loopback port, as `npm start` does, and waits until it
 * answers. `signInLink` is the link printed last: each works once.
 * @param {VivariumSettings} settings
 * @param {{ nodeArguments?: readonly string[] }} options arguments of Node itself
 */
export async function startVivarium(settings, { nodeArguments = [] } = {}) {
  const port = await freePort()
  const data = mkdtempSync(join(tmpdir(), 'vivarium-data-'))
  const address = { NODE_ENV: 'production', VIVARIUM_PORT: `${port}`, VIVARIUM_DATA: data }
  const { pid, child, exited, signal, stop } = startTethered({
    command: process.execPath,
    args: [...nodeArguments, LAUNCHER],
    env: { ...ownEnvironment(), ...address, ...settings },
    output: 'pipe',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  let ended = false
  void exited.then(() => {
    ended = true
    rmSync(data, { recursive: true, force: true })
  })
  const links = () => output.match(LINK) ?? []
  const deadline = Date.now() + READY_WITHIN
  const origin = `http://127.0.0.1:${port}`
  while (links().length === 0 || !(await isHealthy(origin))) {
    if (ended || Date.now() > deadline) throw new Error(`Vivarium did not start:\n${output}`)
    await sleep(10)
  }
  return {
    origin,
    pid,
    signal,
    signInLink: () => links().at(-1) ?? '',
    output: () => output,
    /** Asks it to end, as an orchestrator would; answers how it did. */
    terminate: () => {
      signal('SIGTERM')
      return exited
    },
    stop: () => stop(5_000),
  }
}

/**
 * The Cookie header of somebody who signs in by the link printed last.
 * @param {Pick<VivariumServer, 'origin' | 'signInLink'>} server
 */
export async function signInTo({ origin, signInLink }) {
  const link = signInLink()
  const answer = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ token: link.split('#')[1] }),
  })
  if (answer.status !== 201) throw new Error(`signing in answered ${answer.status}`)
  // A link works once: the next one is printed for whoever comes next.
  const deadline = Date.now() + READY_WITHIN
  while (signInLink() === link && Date.now() < deadline) await sleep(5)
  return answer.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ')
}

/** Settings of the shell that runs the checks would change what is checked. */
function ownEnvironment() {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('VIVARIUM_'))
  return Object.fromEntries(entries)
}

/** @param {string} origin */
function isHealthy(origin) {
  return fetch(`${origin}/api/health`).then(
    (answer) => answer.ok,
    () => false,
  )
}
