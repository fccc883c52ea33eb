import { describe, expect, test } from 'vitest'
import { TITLES } from '@/bin/front/refusal.mjs'
import { OPERATIONS } from '@/lib/api/operations'
import { toProblem } from '@/lib/api/problem'
import { ERROR_CODES, ZnodeError } from '@/lib/znode/znode-error'
import { admitter, workOf } from './admit'
import { clientAddress } from './client-address'

const admit = admitter(OPERATIONS, (host) => (host === 'ours' ? 'http://ours' : undefined))
const ask = (method: string, pathname: string, host = 'ours') =>
  admit({ method, pathname, host, cookie: null })

test('the front says what the API says', () => {
  for (const [code, title] of Object.entries(TITLES)) {
    const known = ERROR_CODES.find((each) => each === code)
    if (!known) throw new Error(`${code} is no code of the API`)
    expect(toProblem(new ZnodeError(known, '')).title).toBe(title)
  }
})

describe('what the front admits', () => {
  test.each([
    ['GET', '/'],
    ['HEAD', '/main/tree'],
    ['GET', '/_next/static/chunks/a.js'],
    ['GET', '/api/health'],
    ['HEAD', '/api/health'],
    ['PUT', '/api/clusters/main/znode'],
    ['DELETE', '/api/clusters/prod-eu/znode'],
    ['GET', '/api/clusters/main/events'],
  ])('%s %s', (method, pathname) => {
    expect(ask(method, pathname)).toBeNull()
  })

  test.each([
    ['GET', '/api'],
    ['GET', '/api/'],
    ['GET', '/api/nope'],
    ['GET', '/api/health/'],
    ['GET', '/api//health'],
    ['GET', '/api/%68ealth'],
    ['GET', '/api/healthx'],
    ['GET', '/api/clusters/main'],
    ['GET', '/api/clusters/main/nope'],
    ['GET', '/api/clusters//znode'],
    ['GET', '/api/clusters/%2e%2e/znode'],
    ['GET', '/api/clusters/a/b/znode'],
    ['GET', '/_next/image'],
    ['GET', '/_next/data/x/main.json'],
    ['GET', '/_next'],
  ])('not %s %s, where there is nothing', (method, pathname) => {
    expect(ask(method, pathname)).toEqual({ status: 404, code: 'not-found' })
  })

  test.each([
    ['POST', '/', 'GET, HEAD'],
    ['PUT', '/main/tree', 'GET, HEAD'],
    ['POST', '/_next/static/a.js', 'GET, HEAD'],
    ['OPTIONS', '/api/health', 'GET, HEAD'],
    ['POST', '/api/health', 'GET, HEAD'],
    ['PATCH', '/api/clusters/main/znode', 'GET, HEAD, POST, PUT, DELETE'],
    ['HEAD', '/api/clusters/main/events', 'GET'],
    ['GET', '/api/clusters/main/interest', 'POST'],
  ])('not %s %s, which takes other methods', (method, pathname, allow) => {
    const refusal = { status: 405, code: 'method-not-allowed', headers: { allow } }
    expect(ask(method, pathname)).toEqual(refusal)
  })

  test('nothing for another host, whatever is asked', () => {
    for (const pathname of ['/', '/api/health', '/api/nope', '/_next/static/a.js'])
      expect(ask('GET', pathname, 'evil.example')).toEqual({ status: 421, code: 'wrong-host' })
  })
})

test.each([
  ['/', 'page'],
  ['/main/tree', 'page'],
  ['/icon.svg', 'page'],
  ['/_next/static/chunks/a.js', 'open'],
  ['/api/health', 'open'],
  ['/api/ready', 'open'],
  ['/api/clusters/main/events', 'open'],
  ['/api/clusters/main/znode', 'call'],
])('the work at %s is “%s”', (pathname, work) => {
  expect(workOf({ pathname })).toBe(work)
})

describe('who asks', () => {
  const isProxy = (address: string) => address.startsWith('10.') || address === '2001:db8::1'
  const client = (peer: string, headers: Record<string, string> = {}) =>
    clientAddress(peer, headers, isProxy)

  test('is the peer, whatever it says of itself', () => {
    const spoofed = { 'x-forwarded-for': '6.6.6.6', forwarded: 'for=6.6.6.6' }
    expect(client('192.0.2.1', spoofed)).toBe('192.0.2.1')
    expect(client('192.0.2.1', { 'x-forwarded-for': '6.6.6.6' })).toBe('192.0.2.1')
    expect(client('::ffff:192.0.2.1')).toBe('192.0.2.1')
  })

  test.each([
    ['192.0.2.9', '192.0.2.9'],
    ['6.6.6.6, 192.0.2.9', '192.0.2.9'],
    ['6.6.6.6, 192.0.2.9, 10.0.0.7', '192.0.2.9'],
    ['6.6.6.6,192.0.2.9 , 10.0.0.7,10.0.0.8', '192.0.2.9'],
    ['10.0.0.7', '10.0.0.7'],
    ['[2001:db8::5]:4711', '2001:db8::5'],
    ['2001:db8::5', '2001:db8::5'],
    ['192.0.2.9:4711', '192.0.2.9'],
    ['6.6.6.6, ::ffff:192.0.2.9', '192.0.2.9'],
    ['6.6.6.6, unknown', '10.0.0.1'],
    ['6.6.6.6, <script>, 10.0.0.7', '10.0.0.7'],
    ['', '10.0.0.1'],
  ])('is who a proxy of ours says it asks for: %s', (list, expected) => {
    expect(client('10.0.0.1', { 'x-forwarded-for': list })).toBe(expected)
  })

  test.each([
    ['for=192.0.2.9', '192.0.2.9'],
    ['for=6.6.6.6, for=192.0.2.9;proto=https;by=10.0.0.1', '192.0.2.9'],
    ['For="[2001:db8::5]:4711"', '2001:db8::5'],
    ['proto=https;for="192.0.2.9:80"', '192.0.2.9'],
    ['for=6.6.6.6, for=_hidden', '10.0.0.1'],
    ['for=6.6.6.6, by=10.0.0.1', '10.0.0.1'],
  ])('is read of Forwarded: %s', (forwarded, expected) => {
    expect(client('10.0.0.1', { forwarded })).toBe(expected)
  })

  test('is the proxy itself where a client could have added the other header', () => {
    const both = { 'x-forwarded-for': '192.0.2.9', forwarded: 'for=6.6.6.6' }
    expect(client('10.0.0.1', both)).toBe('10.0.0.1')
  })
})
