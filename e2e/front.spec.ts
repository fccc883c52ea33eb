import { readdirSync, readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { signInTo } from '@/bin/production-server.mjs'
import { expect, test } from '@/e2e/browser/fixtures'
import { placesOf } from './product/places'

// Strangers who hold on to a server of their own: what they cost it may not stay.
test.use({ settings: { VIVARIUM_MAX_STREAMS: '20' } })

const PLACES = [
  ...placesOf('route'),
  ...placesOf('page'),
  ...['/nope', '/api', '/api/nope', '/_next/static/nope.js', '/_next/image', '/_next/hmr'],
]
const HOSTS = ['own', 'evil.example']
/** What a process may have more of afterwards: sockets that the system is still closing. */
const DESCRIPTORS = 8
/** Bytes; V8 and malloc keep some of what they had, however often it happens. */
const MEMORY = 96_000_000

/** What somebody else waits at most meanwhile, on a machine that has other things to do. */
const PATIENCE_MS = 30_000

type Server = { readonly origin: string; readonly pid: number }

const descriptorsOf = ({ pid }: Server) => readdirSync(`/proc/${pid}/fd`).length
const memoryOf = ({ pid }: Server) =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024

/** A connection that has sent `text` and takes whatever comes. */
function send({ origin }: Server, text: string): Promise<Socket> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    socket.on('error', () => socket.destroy()).resume()
    socket.on('close', () => resolve(socket))
    socket.write(text, () => resolve(socket))
  })
}

function head(server: Server, method: string, place: string, host: string, ...more: string[]) {
  const name = host === 'own' ? new URL(server.origin).host : host
  return `${[`${method} ${place} HTTP/1.1`, `Host: ${name}`, ...more].join('\r\n')}\r\n`
}

/** How long an answer takes somebody else meanwhile. */
async function healthMs({ origin }: Server): Promise<number> {
  const start = performance.now()
  const answer = await fetch(`${origin}/api/health`, { headers: { connection: 'close' } })
  expect(answer.status).toBe(200)
  return performance.now() - start
}

/** Has `hold` open sockets everywhere; they cost little while they are open, and nothing then. */
async function holding(server: Server, hold: () => Promise<Socket[]>) {
  for (let count = 0; count < 5; count += 1) await healthMs(server)
  const before = { descriptors: descriptorsOf(server), memory: memoryOf(server) }
  const sockets = await hold()
  expect(await healthMs(server)).toBeLessThan(PATIENCE_MS)
  expect(memoryOf(server) - before.memory).toBeLessThan(MEMORY)
  for (const socket of sockets) socket.destroy()
  await expect
    .poll(() => descriptorsOf(server) - before.descriptors)
    .toBeLessThanOrEqual(DESCRIPTORS)
  expect(memoryOf(server) - before.memory).toBeLessThan(MEMORY)
}

test('upgrades on every address and under every host leave nothing behind', async ({
  vivarium,
}) => {
  await holding(vivarium, async () => {
    const sockets: Socket[] = []
    for (const place of PLACES)
      for (const host of HOSTS)
        for (const to of ['websocket', 'x', 'h2c', 'TLS/1.2', 'websocket, h2c'])
          for (let count = 0; count < 4; count += 1) {
            const text = head(vivarium, 'GET', place, host, 'Connection: Upgrade', `Upgrade: ${to}`)
            sockets.push(await send(vivarium, `${text}\r\n`))
          }
    return sockets
  })
})

test('bodies for pages are not taken, whatever the method', async ({ vivarium }) => {
  const body = 'x'.repeat(1_000_000)
  await holding(vivarium, async () => {
    const sending = []
    for (const place of ['/', '/signed-out', '/main/tree', '/main/history', '/nope', '/icon.svg'])
      for (const host of HOSTS)
        for (const method of ['POST', 'PUT', 'PATCH', 'GET', 'DELETE'])
          for (const how of ['Content-Length: 9437194', 'Transfer-Encoding: chunked']) {
            const text = head(vivarium, method, place, host, how)
            const start = how.startsWith('C') ? '' : '900000\r\n'
            sending.push(send(vivarium, `${text}\r\n${start}${body}`))
          }
    return await Promise.all(sending)
  })
})

test('bodies for handlers are not kept for strangers', async ({ vivarium }) => {
  const body = 'x'.repeat(1_900_000)
  await holding(vivarium, async () => {
    const sending = []
    for (const place of placesOf('route'))
      for (const host of HOSTS)
        for (const method of ['POST', 'PUT', 'DELETE', 'GET'])
          sending.push(
            send(
              vivarium,
              `${head(vivarium, method, place, host, 'Content-Length: 2000000')}\r\n${body}`,
            ),
          )
    return await Promise.all(sending)
  })
})

test('headers that never end hold little, and keep nobody out', async ({ vivarium }) => {
  await holding(vivarium, async () => {
    const sending = []
    for (const place of PLACES)
      for (const host of HOSTS)
        for (let count = 0; count < 8; count += 1)
          sending.push(
            send(vivarium, `${head(vivarium, 'GET', place, host)}X: ${'x'.repeat(200_000)}`),
          )
    return await Promise.all(sending)
  })
})

test('connections that ask for nothing keep nobody out', async ({ vivarium }) => {
  await holding(vivarium, () =>
    Promise.all(Array.from({ length: 1_500 }, (_, count) => send(vivarium, count % 2 ? 'G' : ''))),
  )
})

test('requests that pile up on one connection keep nobody out', async ({ vivarium }) => {
  const many = `${head(vivarium, 'GET', '/signed-out', 'own')}\r\n`.repeat(300)
  await holding(vivarium, () => Promise.all(Array.from({ length: 40 }, () => send(vivarium, many))))
})

test('signed-in bodies that never end keep nobody else from reading', async ({
  vivarium,
  signedIn,
}) => {
  const reader = { headers: { cookie: await signInTo(vivarium) } }
  const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const ours = [`Cookie: ${cookie}`, `Origin: ${vivarium.origin}`, 'Content-Type: application/json']
  const put = ['PUT', '/api/clusters/main/znode', 'own'] as const
  const text = head(vivarium, ...put, ...ours, 'Content-Length: 2000000')
  const sockets = await Promise.all(
    Array.from({ length: 200 }, () => send(vivarium, `${text}\r\n${'x'.repeat(1_900_000)}`)),
  )
  const start = performance.now()
  const { status } = await fetch(`${vivarium.origin}/api/clusters/main/znode?path=/`, reader)
  expect([status, performance.now() - start < PATIENCE_MS]).toEqual([200, true])
  for (const socket of sockets) socket.destroy()
})
