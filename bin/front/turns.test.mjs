import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { LIMITS } from './limits.mjs'
import { frontOfTest, until } from './testing.mjs'

const HOST = 'Host: vivarium.example\r\n'
const { entrance } = LIMITS.lanes

/** Reads bodies whole, as handlers do; one client for each `X-Forwarded-For`, one session. */
async function start({ lanes = {} } = {}) {
  const begun = []
  const listener = async (request, response) => {
    begun.push(request.headers.cookie)
    for await (const _ of request);
    response.end('read')
  }
  const policy = {
    workOf: () => 'call',
    clientOf: (peer, headers) => headers['x-forwarded-for'] ?? peer,
    sessionOf: ({ cookie }) => (/\breal\b/.test(cookie ?? '') ? 'real' : undefined),
  }
  const limits = { lanes: { ...LIMITS.lanes, ...lanes } }
  const front = await frontOfTest(listener, { limits, policy })
  return { ...front, begun }
}

/** Resolves with the status of the answer to `text`. */
function statusOf(front, text) {
  return new Promise((done) => {
    front.open(text).once('data', (part) => done(Number(`${part}`.slice(9, 12))))
  })
}

/** A request with a body, of which `body` has come. */
const putting = (cookie, body, client = '192.0.2.1') =>
  `PUT /api/thing HTTP/1.1\r\n${HOST}Cookie: ${cookie}\r\nX-Forwarded-For: ${client}\r\nContent-Length: 4\r\n\r\n${body}`

describe('bodies of whoever is not signed in', () => {
  test('that never end keep no signed-in body waiting, whatever the cookies', async () => {
    const front = await start()
    for (let count = 0; count < 64; count += 1)
      front.open(putting(`made-up=${count}`, 'a', `192.0.2.${count % 8}`))
    await until(() => front.begun.length >= entrance.atOnce)
    expect(await statusOf(front, putting('real', 'done'))).toBe(200)
    expect(front.begun.filter((cookie) => cookie !== 'real')).toHaveLength(entrance.atOnce)
  })

  test('are so many of an address at once, whatever the cookies', async () => {
    const front = await start()
    for (let count = 0; count < 16; count += 1) front.open(putting(`made-up=${count}`, 'a'))
    await until(() => front.begun.length > 0)
    expect(await statusOf(front, putting('made-up=16', 'done', '192.0.2.2'))).toBe(200)
    expect(front.begun).toHaveLength(entrance.ofSender + 1)
  })

  test('that wait in any number from one address keep nobody else out', async () => {
    const front = await start({ lanes: { entrance: { ...entrance, atOnce: 2, waiting: 4 } } })
    const slow = () => statusOf(front, putting('made-up', 'a'))
    expect(await Promise.race(Array.from({ length: 6 }, slow))).toBe(503)
    expect(await statusOf(front, putting('made-up', 'done', '192.0.2.2'))).toBe(200)
  })

  test('end with their time, however often a byte comes, and others have their turn', async () => {
    const front = await start({ lanes: { entrance: { ...entrance, atOnce: 1, holdMs: 100 } } })
    const slow = front.send(putting('made-up', 'a'), { within: 4_000 })
    await until(() => front.begun.length === 1)
    expect(await statusOf(front, putting('made-up', 'done', '192.0.2.2'))).toBe(200)
    expect(await slow).toMatchObject({ status: 408, closed: true })
  })
})

test('one session is one sender, whatever cookies come with its own', async () => {
  const front = await start()
  for (let count = 0; count < 64; count += 1) front.open(putting(`real; other=${count}`, 'a'))
  await until(() => front.begun.length >= LIMITS.lanes.upload.ofSender)
  front.open(putting('stranger', 'done'))
  await until(() => front.begun.includes('stranger'))
  expect(front.begun).toHaveLength(LIMITS.lanes.upload.ofSender + 1)
})

test('pages for strangers stay one at a time after requests that came pipelined', async () => {
  let running = 0
  let most = 0
  let done = 0
  const listener = async (_, response) => {
    most = Math.max(most, ++running)
    await immediate()
    running -= 1
    done += 1
    response.end('page')
  }
  const policy = {
    workOf: () => 'page',
    clientOf: (peer, headers) => headers['x-forwarded-for'] ?? peer,
  }
  const front = await frontOfTest(listener, { policy })
  const getting = (client) => `GET / HTTP/1.1\r\n${HOST}X-Forwarded-For: ${client}\r\n\r\n`
  for (let count = 0; count < 8; count += 1) front.open(getting(`192.0.2.${count}`).repeat(9))
  await until(() => done === 8 * 9)
  for (let count = 0; count < 40; count += 1) front.open(getting(`192.0.2.${count}`))
  await until(() => done === 8 * 9 + 40)
  expect(most).toBe(1)
})
