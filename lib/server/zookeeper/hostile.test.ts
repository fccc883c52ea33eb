import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { closeAll, connected, eventually, open, until } from '@/lib/server/testing/sessions'
import { Framer } from '@/lib/server/zookeeper/protocol/framing'
import { Reader } from '@/lib/server/zookeeper/protocol/jute-reader'
import { Writer } from '@/lib/server/zookeeper/protocol/jute-writer'
import { readWelcome } from '@/lib/server/zookeeper/protocol/records'
import { ROOT } from '@/lib/znode/path'

let peer: Server | undefined

afterEach(async () => {
  await closeAll()
  peer?.close()
})

/** A peer that runs `speak` for each connection. */
async function startPeer(speak: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    speak(socket)
  })
  peer = server
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

function frame(encode: (writer: Writer) => void): Buffer {
  const writer = new Writer()
  writer.frame(encode)
  return writer.take()
}

/** A peer that opens sessions, answers pings, and leaves the other requests to `answer`. */
function startServer(answer: (socket: Socket, xid: number, type: number) => void): Promise<number> {
  return startPeer((socket) => {
    let greeted = false
    const framer = new Framer(1_000_000)
    const take = (buffer: Buffer, start: number, end: number) => {
      const reader = new Reader().reset(buffer, start, end)
      if (!greeted) {
        greeted = true
        socket.write(
          frame((w) => w.int(0).int(4000).hex('0x1').bytes(Buffer.alloc(16)).bool(false)),
        )
        return
      }
      const xid = reader.int()
      if (xid === -2) socket.write(frame((w) => w.int(-2).hex('0x1').int(0)))
      else answer(socket, xid, reader.int())
    }
    socket.on('data', (chunk) => framer.feed(chunk, { frame: take, oversized: () => undefined }))
  })
}

test.each([
  ['an HTTP banner', Buffer.from('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n')],
  ['a huge length', Buffer.from([0x7f, 0xff, 0xff, 0xff, 1, 2, 3])],
  ['a negative length', Buffer.from([0xff, 0xff, 0xff, 0xff, 1, 2, 3])],
  ['an empty frame', Buffer.alloc(4)],
  ['a reply header in place of a welcome', frame((w) => w.int(0).hex('0x5').int(-119))],
])('%s in place of a welcome is turned away with a reason', async (_, bytes) => {
  const port = await startPeer((socket) => socket.write(bytes))
  const session = open(port)
  await eventually(() => session.health.reason)
  expect(session.health.reason).toMatch(/protocol|no quorum|no answer that ZooKeeper/)
  expect(session.status).toBe('connecting')
})

test.each([
  ['a negative length', Buffer.from([0x80, 0, 0, 0])],
  ['a frame too short for a header', Buffer.from([0, 0, 0, 2, 1, 2])],
  ['an answer to nothing', frame((w) => w.int(77).hex('0x1').int(0))],
  ['a notification cut short', frame((w) => w.int(-1).hex('0x0').int(0).int(1))],
])('%s in an open session ends the connection, and a new one follows', async (_, bytes) => {
  let hostile = true
  const port = await startServer((socket, xid) => {
    if (hostile) socket.write(bytes)
    else socket.write(frame((w) => w.int(xid).hex('0x2').int(-101)))
    hostile = false
  })
  const session = await connected(port)
  await expect(session.exists(ROOT)).rejects.toMatchObject({ code: 'connection-lost' })
  await until(session, 'connected')
  expect((await session.exists(ROOT)).value).toBeNull()
})

test('answers of hundreds of megabytes fail their own requests alone, and take no memory', async () => {
  const LENGTH = 200_000_000
  const piece = Buffer.alloc(1_000_000)
  const port = await startServer((socket, xid) => {
    if (xid % 2 === 0) {
      socket.write(frame((w) => w.int(xid).hex('0x2').int(-101)))
      return
    }
    const head = new Writer()
    head.int(LENGTH).int(xid).hex('0x2').int(0)
    socket.write(head.take())
    for (let left = LENGTH - 16; left > 0; left -= piece.length)
      socket.write(piece.subarray(0, Math.min(left, piece.length)))
  })
  const session = await connected(port, { operationTimeout: 15_000 })
  const { sessionId } = session.health
  const before = process.memoryUsage().rss
  const large = Array.from({ length: 3 }, () => {
    const listing = session.getChildren(ROOT)
    return [listing, session.exists(ROOT)] as const
  })
  for (const [listing, read] of large) {
    const refusal = { code: 'too-large', detail: expect.stringContaining(`has ${LENGTH} bytes`) }
    await expect(listing).rejects.toMatchObject(refusal)
    expect((await read).value).toBeNull()
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  expect(session.health.sessionId).toBe(sessionId)
})

test('an error number nobody knows is an error of that operation alone', async () => {
  const port = await startServer((socket, xid) => {
    socket.write(
      frame((w) =>
        w
          .int(xid)
          .hex('0x2')
          .int(xid % 2 ? -4711 : -101),
      ),
    )
  })
  const session = await connected(port)
  const unknown = session.exists(ROOT)
  const known = session.exists(ROOT)
  await expect(unknown).rejects.toMatchObject({ code: 'server-error', keeperCode: -4711 })
  expect((await known).value).toBeNull()
})

test('an answer whose body cannot be read fails its operation, a write as unknown', async () => {
  const port = await startServer((socket, xid) => {
    socket.write(frame((w) => w.int(xid).hex('0x2').int(0).int(0x7fffffff)))
  })
  const session = await connected(port)
  const get = session.getChildren(ROOT)
  const set = session.setData(ROOT, null, -1)
  await expect(get).rejects.toMatchObject({ code: 'server-error' })
  await expect(set).rejects.toMatchObject({ code: 'outcome-unknown' })
  expect(session.status).toBe('connected')
})

test('a notification of an unknown kind, or without a body that fits, is no news', async () => {
  const port = await startServer((socket, xid) => {
    socket.write(
      frame((w) => w.int(-1).hex('0xffffffffffffffff').int(0).int(99).int(3).string('/a')),
    )
    socket.write(frame((w) => w.int(xid).hex('0x2').int(-101)))
  })
  const session = await connected(port)
  const heard: unknown[] = []
  session.onNotification((notification) => heard.push(notification))
  await session.exists(ROOT)
  expect(heard).toEqual([])
  expect(session.health.lastZxid).toBe('0x2')
})

test('changes of znodes whose paths are too long are counted and not told, whatever their bytes', async () => {
  const notify = (path: string) =>
    frame((w) => w.int(-1).hex('0x0').int(0).int(1).int(3).string(path))
  const longest = `/${'é'.repeat(65_535)}`
  const port = await startServer((socket, xid) => {
    for (let count = 0; count < 20; count++) socket.write(notify(`/${'x'.repeat(900_000)}`))
    socket.write(notify(`${longest}é`))
    socket.write(notify(longest))
    socket.write(frame((w) => w.int(xid).hex('0x2').int(-101)))
  })
  const session = await connected(port)
  const heard: string[] = []
  session.onNotification(({ path }) => heard.push(path))
  await session.exists(ROOT)
  expect(heard).toEqual([longest])
  expect(session.health.unfollowed).toBe(21)
})

test('the server’s password and read-only flag are read even from short welcomes', () => {
  const bytes = frame((w) => w.int(0).int(4000).hex('0x1f').bytes(Buffer.alloc(16, 1)))
  const welcome = readWelcome(new Reader().reset(bytes, 4, bytes.length))
  expect(welcome).toMatchObject({ timeout: 4000, readOnly: false })
  expect(welcome.password).toEqual(Buffer.alloc(16, 1))
})

test('answers and notifications that arrive together are told in the order of the wire', async () => {
  const notification = (path: string) =>
    frame((w) => w.int(-1).hex('0x0').int(0).int(3).int(3).string(path))
  const port = await startServer((socket, xid) => {
    const answer = frame((w) => w.int(xid).hex('0x2').int(-101))
    socket.write(Buffer.concat([notification('/before'), answer, notification('/after')]))
  })
  const session = await connected(port)
  const told: string[] = []
  session.onNotification(({ path }) => told.push(path))
  await session.exists(ROOT)
  told.push('answer')
  await eventually(() => told.includes('/after'))
  expect(told).toEqual(['/before', 'answer', '/after'])
})

test('a listener that throws ends neither the connection nor the other listeners', async () => {
  const port = await startServer((socket, xid) => {
    socket.write(frame((w) => w.int(-1).hex('0x0').int(0).int(3).int(3).string('/a')))
    socket.write(frame((w) => w.int(xid).hex('0x2').int(-101)))
  })
  const session = await connected(port)
  const warned = new Promise((resolve) => {
    process.once('warning', resolve)
  })
  const heard: string[] = []
  session.onNotification(() => {
    throw new Error('a bug')
  })
  session.onNotification(({ path }) => heard.push(path))
  expect((await session.exists(ROOT)).value).toBeNull()
  expect(heard).toEqual(['/a'])
  expect(await warned).toMatchObject({ message: 'a bug' })
})
