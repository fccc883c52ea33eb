import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

// Below the range the kernel hands to outgoing connections: a client that retries a stopped
// server on a port of that range can end up connected to itself and hold the port.
const FIRST = 20_000
const LAST = 32_000

/**
 * Why a server could not listen there now: the system's error code, or null when it could.
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | null>}
 */
export function listenError(port, host) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error) => resolve('code' in error ? String(error.code) : error.message))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(null)))
  })
}

/**
 * Whether a server could listen there now.
 * @param {number} port
 * @param {string} host
 */
export async function isFree(port, host = '127.0.0.1') {
  return (await listenError(port, host)) === null
}

/** A loopback port nobody listens on; another process may still take it first. */
export async function freePort() {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(FIRST, LAST)
    if (await isFree(port)) return port
  }
  throw new Error(`no free port between ${FIRST} and ${LAST}`)
}
