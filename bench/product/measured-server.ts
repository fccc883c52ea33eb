import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  signInTo,
  startVivarium,
  type VivariumServer,
  type VivariumSettings,
} from '@/bin/production-server.mjs'

type Lag = { readonly p50: number; readonly p99: number; readonly max: number }

/** What the server's process says of itself since it was asked last. Times in ms, sizes in bytes. */
export type Reading = {
  readonly lag: Lag
  /** Less the time for which every processor ran something else. */
  readonly ownLag: Lag
  /** What its thread worked beyond the probe's period before anything else had its turn. */
  readonly work: Lag
  readonly rss: number
  readonly mostRss: number
  readonly heapUsed: number
  readonly cpu: number
}

/** The production server with a probe in its process. */
export type MeasuredServer = VivariumServer & { readonly read: () => Promise<Reading> }

/** The same with somebody signed in. */
export type SignedInServer = MeasuredServer & { readonly cookie: string }

const PROBE = join('bench', 'product', 'probe.mjs')
const LINE = /^probe (\{.*\})$/gm
const PATIENCE_MS = 10_000

/** Starts the production build on `connect`. */
export async function startMeasured(
  connect: string,
  settings: VivariumSettings = {},
): Promise<MeasuredServer> {
  const server = await startVivarium(
    { VIVARIUM_CONNECT: connect, ...settings },
    { nodeArguments: ['--import', join(process.cwd(), PROBE)] },
  )
  return { ...server, read: () => read(server) }
}

/** Starts the production build on `connect` and signs in. */
export async function startSignedIn(
  connect: string,
  settings: VivariumSettings = {},
): Promise<SignedInServer> {
  const server = await startMeasured(connect, settings)
  return { ...server, cookie: await signInTo(server) }
}

/** The same server, with another session signed in. */
export async function signInAgain(server: MeasuredServer): Promise<SignedInServer> {
  return { ...server, cookie: await signInTo(server) }
}

async function read(server: VivariumServer): Promise<Reading> {
  const readings = () => [...server.output().matchAll(LINE)]
  const known = readings().length
  server.signal('SIGUSR2')
  const deadline = Date.now() + PATIENCE_MS
  while (readings().length === known) {
    if (Date.now() > deadline) throw new Error('The server does not answer its probe')
    await sleep(10)
  }
  return JSON.parse(readings().at(-1)?.[1] ?? '')
}
