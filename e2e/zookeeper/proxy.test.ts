import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FaultProxy, startProxy } from './proxy'

let echo: Server
let proxy: FaultProxy

const portOf = (server: Server) => {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

beforeAll(async () => {
  echo = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.pipe(socket)
  }).listen(0, '127.0.0.1')
  await once(echo, 'listening')
})
afterAll(() => echo.close())
beforeEach(async () => {
  proxy = await startProxy(portOf(echo))
})
afterEach(() => proxy.close())

async function client() {
  const socket = connect(proxy.port, '127.0.0.1')
  socket.on('error', () => socket.destroy())
  await once(socket, 'connect')
  return socket
}

async function say(socket: Socket, text: string) {
  socket.write(text)
  const [chunk] = await once(socket, 'data')
  return String(chunk)
}

test('bytes pass both ways', async () => {
  expect(await say(await client(), 'hello')).toBe('hello')
  expect(proxy.accepted).toBe(1)
})

test('cut destroys connections and lets new ones in', async () => {
  const socket = await client()
  await say(socket, 'a')
  proxy.cut()
  await once(socket, 'close')
  expect(await say(await client(), 'b')).toBe('b')
})

test('cutAfter passes exactly so many bytes first', async () => {
  const socket = await client()
  const cut = proxy.cutAfter(7)
  let seen = ''
  socket.on('data', (chunk) => {
    seen += chunk
  })
  socket.write('0123456789')
  await Promise.all([cut, once(socket, 'close')])
  expect(seen).toBe('0123456')
})

test('loseAnswer cuts at the answer of the next write, and at no heartbeat before it', async () => {
  const [HEARTBEAT, READ, WRITE] = ['fffffffe0000000b', '0000000600000004', '0000000700000005']
  const socket = await client()
  const say = async (frame: string) => {
    socket.write(Buffer.from(`00000008${frame}`, 'hex'))
    const [chunk] = await Promise.race([once(socket, 'data'), once(socket, 'close')])
    return Buffer.isBuffer(chunk) ? chunk.toString('hex') : 'closed'
  }
  proxy.loseAnswer()
  expect(await say(HEARTBEAT)).toContain(HEARTBEAT)
  expect(await say(READ)).toContain(READ)
  expect(await say(WRITE)).toBe('closed')
})

test('silence accepts and answers nothing; afterwards only whole streams go on', async () => {
  const quiet = await client()
  await say(quiet, 'a')
  const talker = await client()
  await say(talker, 'a')
  proxy.silence()
  const late = await client()
  talker.write('lost')
  const heard: string[] = []
  for (const socket of [talker, late]) socket.on('data', (chunk) => heard.push(String(chunk)))
  late.write('lost')
  await new Promise((done) => setTimeout(done, 100))
  expect(heard).toEqual([])
  proxy.unsilence()
  await Promise.all([once(talker, 'close'), once(late, 'close')])
  expect(await say(quiet, 'b')).toBe('b')
})

test('delay holds every byte back for its time, in order', async () => {
  const socket = await client()
  proxy.delay(60)
  const start = performance.now()
  expect(await say(socket, 'x')).toBe('x')
  expect(performance.now() - start).toBeGreaterThanOrEqual(118)
})

test('throttle limits the rate', async () => {
  const socket = await client()
  proxy.throttle(10_000)
  const start = performance.now()
  await say(socket, 'x'.repeat(1000))
  expect(performance.now() - start).toBeGreaterThanOrEqual(190)
})

test('refuse closes the door until accept', async () => {
  await proxy.refuse()
  await expect(client()).rejects.toThrow('ECONNREFUSED')
  await proxy.accept()
  expect(await say(await client(), 'again')).toBe('again')
})

test('calm ends every fault at once', async () => {
  const socket = await client()
  proxy.delay(60_000)
  proxy.throttle(1)
  proxy.silence()
  const cut = proxy.cutAfter(1)
  proxy.calm()
  expect(await say(socket, 'as if nothing had been')).toBe('as if nothing had been')
  proxy.cut()
  expect(await Promise.race([cut, 'never cut'])).toBe('never cut')
})
