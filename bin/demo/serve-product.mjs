import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isFree } from '../free-port.mjs'

const DEFAULT_PORT = 8181
const LINK = /^Sign in: (\S+)$/

/**
 * Serves the production build by the same launcher as `npm start`; resolves once it answers.
 * `onLink` is told of every sign-in link, the first too.
 * @param {Pick<ReturnType<typeof import('./processes.mjs').createProcesses>, 'start'>} processes
 * @param {string} root @param {string} connect
 * @param {(link: string) => void} onLink
 * @returns {Promise<{ url: string, link: string }>}
 */
export async function serveProduct(processes, root, connect, onLink) {
  const host = process.env.VIVARIUM_HOST || '127.0.0.1'
  const port = await nextFreePort(Number(process.env.VIVARIUM_PORT) || DEFAULT_PORT, host)
  const env = {
    VIVARIUM_CLUSTER: 'demo',
    VIVARIUM_CLUSTER_NAME: 'Demo',
    VIVARIUM_DATA: join(root, '.cache/demo-history'),
    ...process.env,
    VIVARIUM_PORT: String(port),
    VIVARIUM_CONFIG: '',
  }
  /** @type {string} */
  const link = await new Promise((done) => {
    processes.start('vivarium', [join(root, 'bin/vivarium.mjs'), connect], env, (line) => {
      const found = LINK.exec(line)?.[1]
      if (found === undefined) return true
      onLink(found)
      done(found)
      return false
    })
  })
  await untilAnswering(port, host)
  return { url: new URL(link).origin, link }
}

/** @param {number} first @param {string} host */
async function nextFreePort(first, host) {
  for (let port = first; port < first + 100 && port < 65_536; port += 1)
    if (await isFree(port, host)) return port
  throw new Error(`VIVARIUM_PORT: no port is free on ${host} from ${first} on`)
}

/** @param {number} port @param {string} host */
async function untilAnswering(port, host) {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  const address = name.includes(':') ? `[${name}]` : name
  for (;;) {
    const answer = await fetch(`http://${address}:${port}/api/health`).catch(() => null)
    if (answer?.ok) return
    await sleep(50)
  }
}
