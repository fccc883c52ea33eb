import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OPERATIONS } from '@/lib/api/operations'
import { Problem } from '@/lib/api/problem'
import type { Handler } from '@/lib/server/http/serve'
import { startSite, type TestSite } from '@/lib/server/testing/site'

const APP = fileURLToPath(new URL('../../app', import.meta.url))
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

type Method = (typeof METHODS)[number]
type Route = { readonly place: string; readonly method: Method; readonly handler: Handler }

function filesNamed(name: string): string[] {
  const files = readdirSync(APP, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => file === name || file.endsWith(`/${name}`))
    .map((it) => join(APP, it))
}

async function routesOf(file: string): Promise<Route[]> {
  const handlers: Partial<Record<Method, Handler>> = await import(file)
  const place = `/${relative(APP, file)}`
    .replace('/route.ts', '')
    .replaceAll('[cluster]', '{cluster}')
  return METHODS.flatMap((method) => {
    const handler = handlers[method]
    return handler ? [{ place, method, handler }] : []
  })
}

const routes = (await Promise.all(filesNamed('route.ts').map(routesOf))).flat()
const spell = ({ method, place }: Pick<Route, 'method' | 'place'>) => `${method} ${place}`

/** Probes get no names; the token of the sign-in link is its own proof. */
const ANYONE = new Set(['GET /api/health', 'GET /api/ready', 'POST /api/session'])

let site: TestSite

beforeAll(() => {
  site = startSite({ VIVARIUM_CONNECT: '127.0.0.1:1' })
})

afterAll(() => site.close())

async function codeOf({ method, handler }: Route, headers: Record<string, string | null>) {
  const response = await site.send(handler, { method, headers })
  const problem = Problem.parse(await response.json())
  expect(response.status).toBe(problem.status)
  expect(response.headers.get('cache-control')).toBe('no-store')
  return problem.code
}

const named = (chosen: Route[]) => chosen.map((route) => [spell(route), route] as const)
const all = named(routes)
const closed = named(routes.filter((route) => !ANYONE.has(spell(route))))
const writing = named(routes.filter(({ method }) => method !== 'GET'))
const ofClusters = named(routes.filter(({ place }) => place.includes('{cluster}')))

describe.each(all)('%s on a wrong host', (_, route) => {
  test.each(['evil.example', '127.0.0.1.evil.example:3000', '10.1.2.3:3000', ''])(
    'does not answer for %j',
    async (host) => {
      expect(await codeOf(route, { host })).toBe('wrong-host')
    },
  )
})

describe.each(closed)('%s without a session', (_, route) => {
  test('refuses the anonymous, and made-up cookies', async () => {
    expect(await codeOf(route, { cookie: null })).toBe('unauthenticated')
    expect(await codeOf(route, { cookie: 'vivarium-3000=made-up' })).toBe('unauthenticated')
  })

  test('is not fooled by Next’s own subrequest header', async () => {
    const headers = { cookie: null, 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' }
    expect(await codeOf(route, headers)).toBe('unauthenticated')
  })
})

describe.each(all)('%s from another site', (_, route) => {
  test.each([
    ['origin', 'https://evil.example'],
    ['origin', 'http://127.0.0.1:3001'],
    ['origin', 'https://127.0.0.1:3000'],
    ['origin', 'null'],
    ['sec-fetch-site', 'cross-site'],
    ['sec-fetch-site', 'same-site'],
  ])('is refused: %s %s', async (name, value) => {
    expect(await codeOf(route, { [name]: value })).toBe('foreign-origin')
  })
})

describe.each(writing)('%s changes nothing', (_, route) => {
  test('without our own Origin', async () => {
    expect(await codeOf(route, { origin: null })).toBe('foreign-origin')
    expect(await codeOf(route, { 'sec-fetch-site': 'none' })).toBe('foreign-origin')
  })

  test('for a form', async () => {
    expect(await codeOf(route, { 'content-type': 'text/plain' })).toBe('invalid-request')
  })
})

test.each(ofClusters)('%s knows its clusters', async (_, { method, handler }) => {
  const response = await site.send(handler, { method, cluster: 'other' })
  expect(Problem.parse(await response.json())).toMatchObject({
    status: 404,
    code: 'unknown-cluster',
  })
})

test('every operation has its route, and every route its operation', () => {
  const declared = OPERATIONS.map(({ method, path }) => spell({ method, place: path }))
  expect(routes.map(spell).sort()).toEqual([...declared].sort())
})

test('every page asks who is there, but those for who is signed out', () => {
  const unguarded = filesNamed('page.tsx').filter(
    (file) => !/await require(Person|Cluster)\(/.test(readFileSync(file, 'utf8')),
  )
  expect(unguarded.map((file) => relative(APP, file)).sort()).toEqual([
    'sign-in/page.tsx',
    'signed-out/page.tsx',
  ])
})
