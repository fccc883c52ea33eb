import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { Front } from './front.mjs'
import { frontOfTest, POLICY, until } from './testing.mjs'

const HOST = 'Host: vivarium.example\r\n'
const GET = `GET / HTTP/1.1\r\n${HOST}\r\n`

const hello = (_, response) => response.end('hello')

describe('requests on one connection', () => {
  test('are answered one after the other', async () => {
    let running = 0
    let most = 0
    const front = await frontOfTest(async (request, response) => {
      most = Math.max(most, ++running)
      await sleep(5)
      running -= 1
      response.end(request.url)
    })
    const asked = [1, 2, 3, 4, 5].map((n) => `GET /?${n} HTTP/1.1\r\n${HOST}\r\n`).join('')
    const { output } = await front.send(asked)
    expect(output.match(/\/\?\d/g)).toEqual(['/?1', '/?2', '/?3', '/?4', '/?5'])
    expect(most).toBe(1)
  })

  test('that pile up end it', async () => {
    const front = await frontOfTest(() => undefined)
    const socket = front.open(GET.repeat(20))
    await until(() => socket.destroyed)
  })

  test('may not run ahead of their answers by much', async () => {
    const front = await frontOfTest(() => undefined)
    const socket = front.open(`${GET}GET /?`)
    socket.write('a'.repeat(200_000))
    await until(() => socket.destroyed)
  })

  test('are so many at most', async () => {
    const front = await frontOfTest(hello, { limits: { requestsPerConnection: 3 } })
    const { output, closed } = await front.send(GET.repeat(5))
    expect(output.match(/HTTP\/1\.1 200/g)).toHaveLength(3)
    expect(closed).toBe(true)
  })

  test('wait for the server to have booted', async () => {
    const opened = []
    const front = new Front(hello)
    await new Promise((done) => front.server.listen(0, '127.0.0.1', done))
    const socket = connect(front.server.address().port, '127.0.0.1')
    socket.on('data', (part) => opened.push(`${part}`)).write(GET)
    await new Promise((done) => front.server.once('request', done))
    expect(opened).toEqual([])
    front.open(POLICY)
    await until(() => opened.join('').includes('200 OK'))
    socket.destroy()
    await new Promise((done) => front.server.close(done))
  })
})

describe('answers', () => {
  /** More than the system's own buffers between two sockets hold. */
  const FLOOD = Buffer.alloc(32 * 1024 * 1024)

  test('that nobody takes end with their connection', async () => {
    let isClosed = false
    const limits = { stalledMs: 200 }
    const front = await frontOfTest(
      (_, response) => {
        response.on('close', () => {
          isClosed = true
        })
        response.write(FLOOD)
      },
      { limits },
    )
    front.open(GET).pause()
    await until(() => isClosed)
  })

  test('for which nothing comes wait for it', async () => {
    let beats = 0
    const front = await frontOfTest(
      (_, response) => {
        const timer = setInterval(() => {
          beats += 1
          response.write(':\n\n')
        }, 100)
        response.on('close', () => clearInterval(timer))
      },
      { limits: { stalledMs: 40 } },
    )
    const socket = front.open(GET)
    socket.resume()
    await until(() => beats > 3)
    expect(socket.destroyed).toBe(false)
  })

  test('of the framework to what it does not know are problem documents under /api', async () => {
    const front = await frontOfTest((_, response) => {
      response.writeHead(500, { 'content-type': 'text/html', 'content-length': '12' })
      response.write('<html>stack')
      response.end('!')
    })
    const { status, headers, body } = await front.send(GET.replace('/ ', '/api/thing '), {
      within: 200,
    })
    expect([status, headers['content-type']]).toEqual([
      500,
      'application/problem+json; charset=utf-8',
    ])
    expect(JSON.parse(body)).toMatchObject({ status: 500, code: 'internal' })
  })

  test('keep the headers they were given', async () => {
    const front = await frontOfTest((_, response) => {
      response.setHeader('cache-control', 'public, max-age=60')
      response.writeHead(200, { 'content-security-policy': "default-src 'self'" }).end()
    })
    const { headers } = await front.send(GET, { within: 200 })
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=60',
      'content-security-policy': "default-src 'self'",
      'x-content-type-options': 'nosniff',
    })
  })
})

test('who asks is told by us alone', async () => {
  const seen = []
  const policy = { clientOf: (peer, headers) => `${peer} for ${headers['x-forwarded-for']}` }
  const front = await frontOfTest(
    (request, response) => {
      seen.push(request.headers)
      response.end()
    },
    { policy },
  )
  const spoofed = [
    'X-Vivarium-Client: 6.6.6.6',
    'X-Forwarded-For: 7.7.7.7',
    'X-Forwarded-Proto: https',
    'X-Forwarded-Host: evil.example',
    'Forwarded: for=8.8.8.8',
    'X-Real-IP: 9.9.9.9',
    'X-Middleware-Subrequest: proxy:proxy:proxy',
    'X-Matched-Path: /main/tree',
    'Next-Action: 0123456789',
    'Accept: text/html',
  ].join('\r\n')
  await front.send(`GET / HTTP/1.1\r\n${HOST}${spoofed}\r\n\r\n`, { within: 100 })
  expect(seen).toEqual([
    { host: 'vivarium.example', accept: 'text/html', 'x-vivarium-client': '127.0.0.1 for 7.7.7.7' },
  ])
})

test('a condition that cannot hold is no reason for an error', async () => {
  const seen = []
  const front = await frontOfTest((request, response) => {
    seen.push(request.headers)
    response.end('hello')
  })
  const conditions = [
    'Range: bytes=99999999-',
    'If-Range: "other"',
    'If-Match: "other"',
    'If-Unmodified-Since: Mon, 01 Jan 2001 00:00:00 GMT',
    'If-None-Match: "same"',
  ].join('\r\n')
  await front.send(`GET / HTTP/1.1\r\n${HOST}${conditions}\r\n\r\n`, { within: 100 })
  expect(seen).toMatchObject([{ 'if-none-match': '"same"' }])
  expect(Object.keys(seen[0] ?? {})).toEqual(['host', 'if-none-match', 'x-vivarium-client'])
})
