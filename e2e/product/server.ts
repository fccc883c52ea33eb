import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@/bin/free-port.mjs'
import { startTethered } from '@/bin/tethered-process.mjs'

const LINK = /http:\/\/\S+\/sign-in\S*/g
const READY_WITHIN = 20_000

export type VivariumSettings = Readonly<Partial<Record<`VIVARIUM_${string}`, string>>>

/** A running production server of ours. */
export type VivariumServer = {
  readonly origin: string
  /** The sign-in link that was printed last: each works once. */
  readonly signInLink: () => string
  /** Everything it has printed. */
  readonly output: () => string
  readonly stop: () => Promise<void>
}

/** Starts the production build on a free loopback port, as `npm start` does. */
export async function startVivarium(settings: VivariumSettings): Promise<VivariumServer> {
  const port = await freePort()
  const { child, exited, stop } = startTethered({
    command: process.execPath,
    args: ['bin/vivarium.mjs'],
    env: { NODE_ENV: 'production', ...ownEnvironment(), ...settings, VIVARIUM_PORT: `${port}` },
    output: 'pipe',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  let ended = false
  void exited.then(() => {
    ended = true
  })
  const links = () => output.match(LINK) ?? []
  const deadline = Date.now() + READY_WITHIN
  const origin = `http://127.0.0.1:${port}`
  while (links().length === 0 || !(await isHealthy(origin))) {
    if (ended || Date.now() > deadline) throw new Error(`Vivarium did not start:\n${output}`)
    await sleep(50)
  }
  return {
    origin,
    signInLink: () => links().at(-1) ?? '',
    output: () => output,
    stop: () => stop(5_000),
  }
}

/** Settings of the shell that runs the tests would change what is tested. */
function ownEnvironment() {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('VIVARIUM_'))
  return Object.fromEntries(entries)
}

function isHealthy(origin: string): Promise<boolean> {
  return fetch(`${origin}/api/health`).then(
    (answer) => answer.ok,
    () => false,
  )
}
