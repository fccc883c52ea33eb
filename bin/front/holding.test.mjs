import { describe, expect, test } from 'vitest'
import { frontOfTest, until } from './testing.mjs'

const HOST = 'Host: vivarium.example\r\n'
const GET = `GET / HTTP/1.1\r\n${HOST}\r\n`
const putting = (length, cookie = '') =>
  `PUT /api/thing HTTP/1.1\r\n${HOST}${cookie && `Cookie: ${cookie}\r\n`}Content-Length: ${length}\r\n\r\n`

const hello = (_, response) => response.end('hello')
const reading = (request, response) => {
  request.resume().on('end', () => response.end('read'))
}
const connectionsOf = ({ server }) =>
  new Promise((done, failed) =>
    server.getConnections((error, count) => (error ? failed(error) : done(count))),
  )

/** Sockets opened one after the other, each once the server has it. */
async function openMany(front, count, text = '') {
  const sockets = []
  for (let index = 0; index < count; index += 1) {
    const before = accepted
    front.server.once('connection', () => {
      accepted += 1
    })
    sockets.push(front.open(text))
    await until(() => accepted > before)
  }
  return sockets
}
let accepted = 0

describe('connections that only hold on', () => {
  test('make room for new ones, the oldest first', async () => {
    const limits = { besideStreams: 2, underWayOfPeer: 100, shareOfPeer: 1 }
    const front = await frontOfTest(hello, { limits })
    const idle = await openMany(front, 30)
    expect((await front.send(GET)).status).toBe(200)
    await until(() => idle.filter(({ destroyed }) => destroyed).length === 30 - 12 + 1)
    expect(idle.findIndex(({ destroyed }) => !destroyed)).toBe(30 - 12 + 1)
  })

  test('leave alone what waits after an answer, while others have never asked', async () => {
    const limits = { besideStreams: 2, underWayOfPeer: 10, shareOfPeer: 1 }
    const front = await frontOfTest(hello, { limits })
    const kept = front.open(GET)
    let output = ''
    kept.on('data', (part) => {
      output += part
    })
    await until(() => output.includes('hello'))
    await openMany(front, 40)
    kept.write(GET)
    await until(() => output.match(/hello/g)?.length === 2)
  })

  test('of one address are so many at most, however much room there is', async () => {
    const front = await frontOfTest(hello, { limits: { underWayOfPeer: 5 } })
    await openMany(front, 20, 'GET / HT')
    await until(async () => (await connectionsOf(front)) <= 5)
    expect((await front.send(GET)).status).toBe(200)
  })

  test('of a proxy of ours may be any number', async () => {
    const options = { limits: { underWayOfPeer: 5 }, policy: { isProxy: () => true } }
    const front = await frontOfTest(hello, options)
    await openMany(front, 20)
    expect(await connectionsOf(front)).toBe(20)
  })

  test('never make room by ending one that is answered', async () => {
    const answers = []
    const limits = { besideStreams: 0, shareOfPeer: 1 }
    const front = await frontOfTest((_, response) => answers.push(response), { limits })
    const asking = await openMany(front, 10, GET)
    await until(() => answers.length === 10)
    const late = front.open(GET)
    await until(() => late.destroyed)
    expect(asking.some(({ destroyed }) => destroyed)).toBe(false)
  })

  test('do not hold more bytes of headers than there is room for', async () => {
    const front = await frontOfTest(hello, { limits: { allHeaderBytes: 1_000_000 } })
    const held = []
    for (let count = 0; count < 40; count += 1)
      held.push(front.open(`GET /?${'a'.repeat(200_000)}`))
    await until(() => held.filter(({ destroyed }) => destroyed).length >= 35)
    const long = `GET /?${'a'.repeat(200_000)} HTTP/1.1\r\n${HOST}\r\n`
    expect((await front.send(long)).status).toBe(200)
  })

  test('are ended when their header does not come', async () => {
    const front = await frontOfTest(hello, { limits: { headerMs: 100, stalledMs: 10_000 } })
    const [slow] = await openMany(front, 1, 'GET / HTTP/1.1\r\nHost: viva')
    const [silent] = await openMany(front, 1)
    const answer = await front.send('GET / HTTP/1.1\r\nX-Slow: ', { within: 4_000 })
    expect([answer.status, answer.closed]).toEqual([408, true])
    await until(() => slow.destroyed && silent.destroyed)
  })

  test('are ended when nothing moves', async () => {
    const front = await frontOfTest(reading, { limits: { stalledMs: 50 } })
    const [idle] = await openMany(front, 1)
    await until(() => idle.destroyed)
    const answer = await front.send(`${putting(10)}12345`)
    expect([answer.status, answer.closed]).toEqual([408, true])
  })
})

describe('bodies that are under way', () => {
  test('give way to those of other people when one sends too many', async () => {
    const policy = { sessionOf: ({ cookie }) => cookie ?? undefined }
    const front = await frontOfTest(reading, { limits: { allBodyBytes: 4_000_000 }, policy })
    const greedy = []
    for (let count = 0; count < 20; count += 1)
      greedy.push(front.open(`${putting(1_000_000, 'vivarium=greedy')}${'a'.repeat(900_000)}`))
    const modest = front.open(`${putting(1_000_000, 'vivarium=modest')}${'a'.repeat(500_000)}`)
    await until(() => greedy.filter(({ destroyed }) => destroyed).length >= 16)
    let output = ''
    modest.on('data', (part) => {
      output += part
    })
    modest.write('a'.repeat(500_000))
    await until(() => output.includes('read'))
  })

  test('of strangers give way before that of somebody signed in, whatever cookies they invent', async () => {
    const policy = { sessionOf: ({ cookie }) => (cookie === 'real' ? cookie : undefined) }
    const front = await frontOfTest(reading, { limits: { allBodyBytes: 4_000_000 }, policy })
    const saving = front.open(`${putting(1_000_000, 'real')}${'a'.repeat(900_000)}`)
    let output = ''
    saving.on('data', (part) => {
      output += part
    })
    const strangers = []
    for (let count = 0; count < 20; count += 1)
      strangers.push(front.open(`${putting(1_000_000, `invented=${count}`)}${'a'.repeat(400_000)}`))
    await until(() => strangers.filter(({ destroyed }) => destroyed).length >= 12)
    saving.write('a'.repeat(100_000))
    await until(() => output.includes('read'))
  })

  test('of which too many come are refused in so many words', async () => {
    const front = await frontOfTest(reading, {
      limits: { allBodyBytes: 0 },
      policy: { maxBodyBytes: 1_000 },
    })
    const [first] = await openMany(front, 1)
    let output = ''
    first.on('data', (part) => {
      output += part
    })
    first.write(`${putting(1_000)}${'a'.repeat(999)}`)
    for (let count = 0; count < 9; count += 1) front.open(`${putting(1_000)}${'a'.repeat(999)}`)
    await until(() => first.destroyed)
    expect(output).toMatch(/^HTTP\/1\.1 503 .*"busy"/s)
  })

  test('that nobody reads end with the answer, which arrives', async () => {
    const front = await frontOfTest((_, response) => response.writeHead(401).end('no'))
    const socket = front.open()
    let output = ''
    socket.on('data', (part) => {
      output += part
    })
    socket.write(`${putting(1_000_000)}${'a'.repeat(900_000)}`)
    await until(() => socket.destroyed || socket.readableEnded)
    expect(output).toMatch(/^HTTP\/1\.1 401 /)
    await until(async () => (await connectionsOf(front)) === 0)
  })
})
