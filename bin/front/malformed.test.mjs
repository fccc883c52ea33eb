import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startFront } from './testing.mjs'

const HOST = 'Host: vivarium.example'
const EVIL = 'Host: evil.example'

/** What reached the handler, as `METHOD target`. */
const reached = []
let front

beforeAll(async () => {
  front = await startFront((request, response) => {
    reached.push(`${request.method} ${request.url}`)
    request.resume().on('end', () => response.end('{}'))
  })
})
beforeEach(() => reached.splice(0))
afterAll(() => front.stop())

const lines = (...given) => `${given.join('\r\n')}\r\n\r\n`

/** RFC 9110 and 9112, and what we add to them: the request, the status, whether it is the end. */
const REFUSED = [
  ['no HTTP at all', 'hello\r\n\r\n', 400],
  ['a TLS hello', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400, 505]],
  ['HTTP/0.9', lines('GET / HTTP/0.9', HOST), [400, 505]],
  ['HTTP/2.0 in the first line', lines('GET / HTTP/2.0', HOST), [400, 505]],
  ['no version', lines('GET /', HOST), [400, 505]],
  ['a method nobody knows', lines('BREW / HTTP/1.1', HOST), [400, 405, 501]],
  ['a method in lower case', lines('get / HTTP/1.1', HOST), [400, 405, 501]],
  ['TRACE', lines('TRACE / HTTP/1.1', HOST), 405],
  ['OPTIONS', lines('OPTIONS / HTTP/1.1', HOST), 405],
  ['PROPFIND', lines('PROPFIND /api/thing HTTP/1.1', HOST), 405],
  ['POST of a page', lines('POST / HTTP/1.1', HOST, 'Content-Length: 0'), 405],
  ['CONNECT', lines('CONNECT vivarium.example:443 HTTP/1.1', HOST), 400],
  ['CONNECT to another host', lines('CONNECT evil.example:443 HTTP/1.1', EVIL), 400],
  ['the absolute form', lines('GET http://vivarium.example/ HTTP/1.1', HOST), 400],
  ['the absolute form of another host', lines('GET http://evil.example/ HTTP/1.1', HOST), 400],
  ['the asterisk form', lines('OPTIONS * HTTP/1.1', HOST), 400],
  ['two slashes', lines('GET //evil.example/ HTTP/1.1', HOST), 400],
  ['a slash and a backslash', lines('GET /\\evil.example/ HTTP/1.1', HOST), 400],
  ['a backslash later on', lines('GET /a\\..\\b HTTP/1.1', HOST), 400],
  ['a fragment', lines('GET /#a HTTP/1.1', HOST), 400],
  ['no slash', lines('GET evil HTTP/1.1', HOST), 400],
  ['no target', lines('GET  HTTP/1.1', HOST), 400],
  ['a blank in the target', lines('GET /a b HTTP/1.1', HOST), 400],
  ['a path that is not UTF-8', lines('GET /%ff%fe/tree HTTP/1.1', HOST), 400],
  ['a percent sign without digits', lines('GET /%zz HTTP/1.1', HOST), 400],
  ['half a character in a path', lines('GET /api/clusters/%e4%bd HTTP/1.1', HOST), 400],
  ['NUL in the target', lines('GET /a\0b HTTP/1.1', HOST), 400],
  ['no Host', lines('GET / HTTP/1.1'), 400],
  ['an empty Host', lines('GET / HTTP/1.1', 'Host:'), 421],
  ['no Host in HTTP/1.0', lines('GET / HTTP/1.0'), 421],
  ['another Host', lines('GET / HTTP/1.1', EVIL), 421],
  ['another Host on an unknown address', lines('GET /api/nope HTTP/1.1', EVIL), 421],
  ['another Host with a method we do not take', lines('DELETE / HTTP/1.1', EVIL), 421],
  ['two Hosts', lines('GET / HTTP/1.1', HOST, EVIL), 400],
  ['the same Host twice', lines('GET / HTTP/1.1', HOST, HOST), 400],
  ['a Host with a path', lines('GET / HTTP/1.1', 'Host: vivarium.example/a'), [400, 421]],
  ['a header without a colon', lines('GET / HTTP/1.1', HOST, 'Broken'), 400],
  ['a blank before the colon', lines('GET / HTTP/1.1', 'Host : vivarium.example'), 400],
  ['a folded header', lines('GET / HTTP/1.1', HOST, 'X: a', ' b'), 400],
  ['NUL in a header', lines('GET / HTTP/1.1', HOST, 'X: a\0b'), 400],
  ['a bare CR in a header', lines('GET / HTTP/1.1', HOST, 'X: a\rb'), 400],
  ['a header before the first line', ` \r\n${lines('GET / HTTP/1.1', HOST)}`, 400],
  ['300 header lines', lines('GET / HTTP/1.1', HOST, ...Array(300).fill('X: a')), 431],
  ['300 KB of header', lines('GET / HTTP/1.1', HOST, `X: ${'a'.repeat(300_000)}`), 431],
  [
    'two lengths',
    lines('PUT /api/thing HTTP/1.1', HOST, 'Content-Length: 1', 'Content-Length: 2'),
    400,
  ],
  [
    'the same length twice',
    lines('PUT /api/thing HTTP/1.1', HOST, 'Content-Length: 1', 'Content-Length: 1'),
    400,
  ],
  ['a list of lengths', lines('PUT /api/thing HTTP/1.1', HOST, 'Content-Length: 1, 1'), 400],
  ['a length below zero', lines('PUT /api/thing HTTP/1.1', HOST, 'Content-Length: -1'), 400],
  ['a length with a sign', lines('PUT /api/thing HTTP/1.1', HOST, 'Content-Length: +1'), 400],
  ['a length in hex', lines('PUT /api/thing HTTP/1.1', HOST, 'Content-Length: 0x1'), 400],
  [
    'a length beyond 64 bits',
    lines('PUT /api/thing HTTP/1.1', HOST, 'Content-Length: 99999999999999999999'),
    [400, 413],
  ],
  [
    'a length above the cap',
    lines('PUT /api/thing HTTP/1.1', HOST, 'Content-Length: 1000001'),
    413,
  ],
  [
    'length and chunks',
    `${lines('PUT /api/thing HTTP/1.1', HOST, 'Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
    400,
  ],
  [
    'another transfer encoding',
    lines('PUT /api/thing HTTP/1.1', HOST, 'Transfer-Encoding: gzip'),
    400,
  ],
  [
    'another transfer encoding before chunked',
    lines('PUT /api/thing HTTP/1.1', HOST, 'Transfer-Encoding: gzip, chunked'),
    400,
  ],
  [
    'chunked twice',
    lines(
      'PUT /api/thing HTTP/1.1',
      HOST,
      'Transfer-Encoding: chunked',
      'Transfer-Encoding: chunked',
    ),
    400,
  ],
  [
    'chunked in disguise',
    lines('PUT /api/thing HTTP/1.1', HOST, 'Transfer-Encoding: xchunked'),
    400,
  ],
  [
    'chunks in HTTP/1.0',
    `${lines('PUT /api/thing HTTP/1.0', HOST, 'Transfer-Encoding: chunked')}0\r\n\r\n`,
    400,
  ],
  ['GET with a body', `${lines('GET / HTTP/1.1', HOST, 'Content-Length: 5')}hello`, 400],
  [
    'GET with chunks',
    `${lines('GET /api/thing HTTP/1.1', HOST, 'Transfer-Encoding: chunked')}0\r\n\r\n`,
    400,
  ],
  ['HEAD with a body', `${lines('HEAD / HTTP/1.1', HOST, 'Content-Length: 5')}hello`, 400],
  [
    'another expectation',
    lines('PUT /api/thing HTTP/1.1', HOST, 'Expect: tea', 'Content-Length: 1'),
    417,
  ],
  [
    'an upgrade to WebSocket',
    lines('GET / HTTP/1.1', HOST, 'Connection: Upgrade', 'Upgrade: websocket'),
    400,
  ],
  [
    'an upgrade to TLS',
    lines('GET / HTTP/1.1', HOST, 'Connection: Upgrade', 'Upgrade: TLS/1.0'),
    400,
  ],
  [
    'an upgrade under another Host',
    lines('GET / HTTP/1.1', EVIL, 'Connection: Upgrade', 'Upgrade: x'),
    421,
  ],
]

test.each(REFUSED)('%s is refused, and the connection ends', async (_, text, expected) => {
  const answer = await front.send(text)
  expect([expected].flat()).toContain(answer.status)
  expect(reached).toEqual([])
  const endsWell = answer.closed || [404, 405].includes(answer.status)
  expect(endsWell, 'it is closed, or good for another request').toBe(true)
  expect(answer.headers).toMatchObject({
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
  })
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
  if (text.startsWith('HEAD')) expect(answer.body).toBe('')
  else expect(JSON.parse(answer.body)).toMatchObject({ status: answer.status })
  if (answer.status === 405) expect(answer.headers.allow).toMatch(/^GET, /)
})

const TAKEN = [
  ['GET', lines('GET / HTTP/1.1', HOST), 'GET /'],
  ['HEAD', lines('HEAD / HTTP/1.1', HOST), 'HEAD /'],
  ['GET in HTTP/1.0', lines('GET / HTTP/1.0', HOST), 'GET /'],
  [
    'a backslash in the query',
    lines('GET /api/thing?path=/a\\b HTTP/1.1', HOST),
    'GET /api/thing?path=/a\\b',
  ],
  [
    'a URL in the query',
    lines('GET /?next=//evil.example HTTP/1.1', HOST),
    'GET /?next=//evil.example',
  ],
  [
    '200 KB of query',
    lines(`GET /?${'a'.repeat(200_000)} HTTP/1.1`, HOST),
    `GET /?${'a'.repeat(200_000)}`,
  ],
  [
    'an offer of h2c, without taking it',
    lines(
      'GET / HTTP/1.1',
      HOST,
      'Connection: Upgrade, HTTP2-Settings',
      'Upgrade: h2c',
      'HTTP2-Settings: AAMAAABk',
    ),
    'GET /',
  ],
  ['a body', `${lines('PUT /api/thing HTTP/1.1', HOST, 'Content-Length: 2')}{}`, 'PUT /api/thing'],
  [
    'chunks',
    `${lines('PUT /api/thing HTTP/1.1', HOST, 'Transfer-Encoding: chunked')}2\r\n{}\r\n0\r\n\r\n`,
    'PUT /api/thing',
  ],
  ['an empty line before the request', `\r\n${lines('GET / HTTP/1.1', HOST)}`, 'GET /'],
]

test.each(TAKEN)('%s reaches the handler', async (_, text, expected) => {
  const answer = await front.send(text.replace(HOST, `${HOST}\r\nConnection: close`))
  expect([answer.status, ...reached]).toEqual([200, expected])
})

test('a body that breaks off in its chunks reaches no handler as a whole one', async () => {
  const start = lines('PUT /api/thing HTTP/1.1', HOST, 'Transfer-Encoding: chunked')
  const broken = await front.send(`${start}2\r\n{}\r\nzz\r\n\r\n`)
  expect([broken.status, broken.closed]).toEqual([400, true])
})

test('who expects to be asked is asked for the body, after the guards', async () => {
  const header = (host) =>
    lines('PUT /api/thing HTTP/1.1', host, 'Expect: 100-continue', 'Content-Length: 2')
  const asked = await front.send(header(HOST), { within: 100 })
  expect(asked.output).toBe('HTTP/1.1 100 Continue\r\n\r\n')
  const refused = await front.send(header(EVIL))
  expect([refused.status, refused.closed]).toEqual([421, true])
})
