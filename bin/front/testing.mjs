import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { Front } from './front.mjs'
import { LIMITS } from './limits.mjs'

const HOST = 'vivarium.example'

/** A policy that knows one host and two addresses. */
export const POLICY = {
  maxStreams: 10,
  maxBodyBytes: 1_000_000,
  bodyTooLarge: 'The request is larger than a value may be: the limit is 700000 bytes',
  isProxy: () => false,
  clientOf: (peer) => peer,
  admit: ({ method, pathname, host }) => {
    if (host !== HOST) return { status: 421, code: 'wrong-host' }
    const allowed =
      pathname === '/api/thing' ? ['GET', 'PUT'] : pathname === '/' ? ['GET', 'HEAD'] : []
    if (allowed.length === 0) return { status: 404, code: 'not-found' }
    if (allowed.includes(method)) return null
    return { status: 405, code: 'method-not-allowed', headers: { allow: allowed.join(', ') } }
  },
  workOf: () => 'open',
  sessionOf: () => undefined,
  report: () => undefined,
}

/**
 * Listens for the one test that runs.
 * @type {typeof startFront}
 */
export async function frontOfTest(listener, options) {
  const front = await startFront(listener, options)
  onTestFinished(front.stop)
  return front
}

/**
 * Listens on a free port. `send` writes bytes and resolves with what came back and whether the
 * server closed; `open` answers the bare socket.
 * @param {import('node:http').RequestListener} listener
 */
export async function startFront(listener, { limits = {}, policy = {} } = {}) {
  const front = new Front(listener, { ...LIMITS, sweepFrom: 1, ...limits })
  const { server } = front
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  front.open({ ...POLICY, ...policy })
  const { port } = server.address()
  const sockets = new Set()

  const open = (text = '') => {
    const socket = connect(port, '127.0.0.1')
    sockets.add(socket)
    socket.on('error', () => socket.destroy()).resume()
    if (text) socket.write(text)
    return socket
  }

  /** @param {string | Buffer} text */
  const send = (text, { within = 500 } = {}) => {
    const socket = open(text)
    return new Promise((done) => {
      let output = ''
      let timer
      const end = (closed) => {
        clearTimeout(timer)
        socket.destroy()
        done({ output, closed, ...parse(output) })
      }
      timer = setTimeout(() => end(false), within)
      socket.setEncoding('latin1').on('data', (part) => {
        output += part
      })
      socket.on('close', () => end(true))
    })
  }

  const stop = async () => {
    for (const socket of sockets) socket.destroy()
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
  return { server, port, open, send, stop }
}

/** The first answer in `output`, read by nothing but this. @param {string} output */
function parse(output) {
  const [head = '', body = ''] = output.split('\r\n\r\n', 2)
  const [first = '', ...lines] = head.split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 2),
    ]),
  )
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0), headers, body }
}

/** Waits until `holds`. @param {() => boolean} holds */
export async function until(holds, within = 4_000) {
  const deadline = Date.now() + within
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`not within ${within} ms: ${holds}`)
    await sleep(5)
  }
}
