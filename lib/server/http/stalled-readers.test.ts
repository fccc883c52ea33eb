import { createServer, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { eventually } from '@/lib/server/zookeeper/testing'
import { dropStalledReaders } from './stalled-readers'

const STALLED_MS = 200
/** More than the system's own buffers between two sockets hold. */
const FLOOD = Buffer.alloc(32 * 1024 * 1024)

dropStalledReaders(STALLED_MS)

const ends: Array<() => void> = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** Asks for `path` and takes no byte of the answer, which `write` writes. */
async function ask(path: string, write: (response: ServerResponse) => void) {
  let closed = false
  const server = createServer((_, response) => {
    response.on('close', () => {
      closed = true
    })
    write(response)
  })
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const socket: Socket = connect(port, '127.0.0.1')
  socket.on('error', () => socket.destroy())
  socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`)
  ends.push(() => {
    socket.destroy()
    server.closeAllConnections()
    server.close()
  })
  return { socket, isClosed: () => closed }
}

test('a reader of events who takes nothing loses the connection', async () => {
  const { isClosed } = await ask('/api/clusters/main/events?stream=1', (response) => {
    response.write(FLOOD)
  })
  await eventually(isClosed)
})

test('a reader for whom nothing comes keeps it', async () => {
  let beats = 0
  const { socket, isClosed } = await ask('/api/clusters/main/events?stream=1', (response) => {
    const timer = setInterval(() => {
      beats += 1
      response.write(':\n\n')
    }, STALLED_MS * 2)
    response.on('close', () => clearInterval(timer))
  })
  socket.resume()
  await eventually(() => beats > 2)
  expect(isClosed()).toBe(false)
})
