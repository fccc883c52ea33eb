import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import https from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@/bin/free-port.mjs'
import { startVivarium, type VivariumServer } from '@/bin/production-server.mjs'
import { expect, test } from '@/e2e/browser/fixtures'
import { makeCertificates } from '@/e2e/zookeeper/certificates'
import { RECIPES, startProxy } from './product/proxies'

type Answer = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}
/** A browser in front of the proxy, without the browser. */
type Client = ReturnType<typeof clientOf>

/** What the machine may add to what the proxy adds. */
const HELD_BACK_MS = 50
const WRITES = 9
const HEARTBEAT_MS = 15_000

let folder = ''
let vivarium: VivariumServer
const origins = new Map<string, string>()
const ends: Array<() => Promise<unknown>> = []

test.describe.configure({ mode: 'serial' })

test.beforeAll(async ({ zookeeper }) => {
  folder = mkdtempSync(join(tmpdir(), 'vivarium-proxies-'))
  const { serverFile } = makeCertificates(folder)
  const ports = new Map<string, number>()
  for (const recipe of RECIPES) {
    const port = await freePort()
    ports.set(recipe, port)
    origins.set(recipe, `${recipe.endsWith('tls') ? 'https' : 'http'}://vivarium.example:${port}`)
  }
  vivarium = await startVivarium({
    VIVARIUM_CONNECT: zookeeper.connectString,
    VIVARIUM_HOSTS: [...origins.values()].join(','),
    VIVARIUM_PROXIES: '127.0.0.1',
  })
  ends.push(vivarium.stop)
  const product = Number(new URL(vivarium.origin).port)
  for (const recipe of RECIPES) {
    const place = { folder: join(folder, recipe), certificate: serverFile, product }
    ends.push(await startProxy({ ...place, recipe, port: ports.get(recipe) ?? 0 }))
  }
})

test.afterAll(async () => {
  for (const end of ends.reverse()) await end()
  rmSync(folder, { recursive: true, force: true })
})

function clientOf(origin: string, cookie = '') {
  const { host, port, protocol } = new URL(origin)
  const { request } = protocol === 'https:' ? https : http
  const open = (method: string, path: string, body = '', more: Record<string, string> = {}) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const own = body ? { origin, 'content-type': 'application/json' } : {}
      const headers = { host, cookie, ...own, 'content-length': Buffer.byteLength(body), ...more }
      const options = { host: '127.0.0.1', port, method, path, headers, rejectUnauthorized: false }
      request(options, resolve).on('error', reject).end(body)
    })
  const ask = async (...given: Parameters<typeof open>): Promise<Answer> => {
    const response = await open(...given)
    let text = ''
    for await (const part of response.setEncoding('utf8')) text += part
    return { status: response.statusCode ?? 0, headers: response.headers, body: text }
  }
  return { open, ask }
}

async function signedInAt(origin: string): Promise<Client> {
  const token = vivarium.signInLink().split('#')[1]
  const answer = await clientOf(origin).ask('POST', '/api/session', JSON.stringify({ token }))
  expect(answer.status).toBe(201)
  const [cookie = ''] = answer.headers['set-cookie'] ?? []
  expect(cookie).toContain(origin.startsWith('https') ? '__Host-' : 'vivarium-')
  return clientOf(origin, cookie.split(';')[0])
}

/** A stream that follows `path`, as what came and when. */
async function follow(client: Client, path: string) {
  const stream = randomUUID()
  const response = await client.open('GET', `/api/clusters/main/events?stream=${stream}`)
  expect(response.statusCode).toBe(200)
  const parts: Array<{ readonly at: number; readonly text: string }> = []
  let isOver = false
  response
    .setEncoding('utf8')
    .on('data', (text: string) => parts.push({ at: performance.now(), text }))
  response.on('close', () => {
    isOver = true
  })
  const body = JSON.stringify({ stream, nodes: [path], parents: [], timeline: null })
  await expect
    .poll(async () => (await client.ask('POST', '/api/clusters/main/interest', body)).status)
    .toBe(200)
  return { parts, isOver: () => isOver, end: () => response.destroy() }
}

/** The median time from a write of another client to its event (ms). */
async function latency(client: Client, path: string, write: () => Promise<unknown>) {
  const stream = await follow(client, path)
  const times: number[] = []
  for (let count = 0; count < WRITES; count += 1) {
    const seen = stream.parts.length
    const start = performance.now()
    await write()
    await expect.poll(() => stream.parts.length, { intervals: [2] }).toBeGreaterThan(seen)
    times.push((stream.parts[seen]?.at ?? 0) - start)
  }
  stream.end()
  return times.sort((a, b) => a - b)[WRITES >> 1] ?? 0
}

for (const recipe of RECIPES) {
  test(`through ${recipe}: sign-in, pages, a megabyte, and no redirect that returns`, async ({
    zk,
    root,
  }) => {
    const client = await signedInAt(origins.get(recipe) ?? '')
    expect((await client.ask('GET', '/main/tree')).status).toBe(200)
    expect((await client.ask('GET', '/api/clusters')).status).toBe(200)
    const url = `/api/clusters/main/znode?path=${encodeURIComponent(root)}`
    const { stat } = JSON.parse((await client.ask('GET', url)).body)
    const data = Buffer.alloc(1_000_000, 'x').toString('base64')
    const body = JSON.stringify({ path: root, data, version: stat.version, czxid: stat.czxid })
    expect((await client.ask('PUT', '/api/clusters/main/znode', body)).status).toBe(200)
    expect((await zk.get(root)).data?.length).toBe(1_000_000)
    const long = `/${'x'.repeat(60_000)}`
    const missing = await client.ask(
      'GET',
      `/api/clusters/main/znode?path=${encodeURIComponent(long)}`,
    )
    expect(JSON.parse(missing.body)).toMatchObject({ code: 'no-node' })
  })

  test(`through ${recipe}: events are not held back`, async ({ zk, root }) => {
    const origin = origins.get(recipe) ?? ''
    const client = await signedInAt(origin)
    const direct = await signedInAt(vivarium.origin)
    let count = 0
    const write = () => {
      count += 1
      return zk.set(root, `${count}`)
    }
    await expect(async () => {
      const [bare, proxied] = [
        await latency(direct, root, write),
        await latency(client, root, write),
      ]
      expect(proxied - bare).toBeLessThan(HELD_BACK_MS)
    }).toPass({ timeout: 30_000 })
  })

  test(`through ${recipe}: who guesses is known by the address the proxy saw`, async () => {
    const client = clientOf(origins.get(recipe) ?? '')
    const spoofed = { 'x-forwarded-for': '6.6.6.6', forwarded: 'for=6.6.6.6' }
    await client.ask('POST', '/api/session', JSON.stringify({ token: 'guess' }), spoofed)
    const refused = () =>
      vivarium
        .output()
        .split('\n')
        .filter((line) => line.includes('"status":403'))
        .map((line) => JSON.parse(line))
    const known = { operation: 'beginSession', client: '127.0.0.1' }
    await expect.poll(() => refused().at(-1)).toMatchObject(known)
    expect(refused().every(({ client: seen }) => seen === '127.0.0.1')).toBe(true)
  })
}

test('idle streams stay through every proxy', async ({ root }) => {
  const streams: Array<Awaited<ReturnType<typeof follow>>> = []
  for (const recipe of RECIPES)
    streams.push(await follow(await signedInAt(origins.get(recipe) ?? ''), root))
  const hasBeaten = ({ parts }: (typeof streams)[number]) =>
    parts.some(({ text }) => text.startsWith(':'))
  await expect.poll(() => streams.every(hasBeaten), { timeout: HEARTBEAT_MS + 10_000 }).toBe(true)
  expect(streams.map(({ isOver }) => isOver())).toEqual([false, false, false, false])
  for (const { end } of streams) end()
})
