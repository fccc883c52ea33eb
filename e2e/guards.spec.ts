import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request as send } from 'node:http'
import { expect, test } from '@/e2e/browser/fixtures'
import { OPERATIONS } from '@/lib/api/operations'
import { placesOf } from './product/places'

type Answer = { status: number; headers: IncomingHttpHeaders; body: string }

const pages = placesOf('page').filter((place) => !['/sign-in', '/signed-out'].includes(place))
/** Probes get no names. */
const handlers = placesOf('route').filter((place) => place.startsWith('/api/'))
const closed = handlers.filter((place) => !['/api/health', '/api/ready'].includes(place))
const STREAM = `stream=${crypto.randomUUID()}`

/** A request with any header, the Host too. */
function ask(url: string, headers: OutgoingHttpHeaders = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = send(url, { method, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part) => parts.push(part))
      response.on('end', () => {
        const body = Buffer.concat(parts).toString()
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      })
    })
    request.on('error', reject).end()
  })
}

/** A page, or the payload by which the router fetches it, for which Next wants its own checksum. */
async function askPage(url: string, headers: OutgoingHttpHeaders): Promise<Answer> {
  const answer = await ask(url, headers)
  const { location = '' } = answer.headers
  return location.includes('_rsc') ? await ask(new URL(location, url).href, headers) : answer
}

/** A method that the place answers. */
function methodOf(place: string): string {
  const operations = OPERATIONS.filter(({ path }) => path.replace('{cluster}', 'main') === place)
  return operations[0]?.method ?? 'GET'
}

function cookieOf({
  cookies,
}: {
  cookies: ReadonlyArray<{ name: string; value: string }>
}): string {
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}

test('the build has handlers and pages to guard', () => {
  expect(closed.length).toBeGreaterThan(8)
  expect(pages).toContain('/main/tree')
})

for (const place of [...placesOf('route'), ...placesOf('page')]) {
  test(`${place} does not answer for another host`, async ({ vivarium }) => {
    for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.'])
      expect((await ask(`${vivarium.origin}${place}`, { host }, methodOf(place))).status).toBe(421)
  })
}

for (const place of closed) {
  test(`${place} refuses the anonymous and other sites`, async ({ vivarium, signedIn }) => {
    const method = methodOf(place)
    const url = `${vivarium.origin}${place}?${STREAM}`
    const own = method === 'GET' ? {} : { origin: vivarium.origin }
    const statusOf = async (headers: OutgoingHttpHeaders) =>
      (await ask(url, { ...own, ...headers }, method)).status
    const subrequest = 'proxy:proxy:proxy:proxy:proxy'
    expect(await statusOf({})).toBe(401)
    expect(await statusOf({ 'x-middleware-subrequest': subrequest })).toBe(401)
    const cookie = cookieOf(signedIn)
    expect(await statusOf({ cookie, origin: 'https://evil.example' })).toBe(403)
    expect(await statusOf({ cookie, 'sec-fetch-site': 'cross-site' })).toBe(403)
  })
}

for (const place of pages) {
  test(`${place} shows the anonymous nothing but how to sign in`, async ({
    vivarium,
    zookeeper,
  }) => {
    for (const headers of [{}, { rsc: '1' }, { cookie: 'vivarium=made-up' }]) {
      const answer = await askPage(`${vivarium.origin}${place}`, headers)
      expect(answer.headers['cache-control']).toContain('no-store')
      expect(`${answer.status} ${answer.headers.location}${answer.body}`).toContain('/signed-out')
      expect(answer.body).not.toContain(zookeeper.connectString)
    }
  })
}

test('every script of a page carries the nonce of its policy', async ({ vivarium, signedIn }) => {
  const cookie = cookieOf(signedIn)
  const { headers, body } = await ask(`${vivarium.origin}/main/tree`, { cookie })
  const policy = `${headers['content-security-policy']}`
  const [, nonce = 'none'] = /'nonce-([^']+)'/.exec(policy) ?? []
  const scripts = body.match(/<script\b[^>]*>/g) ?? []
  expect(scripts.length).toBeGreaterThan(0)
  expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([])
  expect(policy).not.toContain('unsafe-eval')
})

test('large answers are compressed, and never cached', async ({ vivarium, signedIn, zk, root }) => {
  await zk.set(root, 'x'.repeat(50_000))
  const cookie = cookieOf(signedIn)
  const url = `${vivarium.origin}/api/clusters/main/znode?path=${encodeURIComponent(root)}`
  const { headers } = await ask(url, { cookie, 'accept-encoding': 'gzip' })
  expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'cache-control': 'no-store' })
})

test('there are no Server Actions', async ({ vivarium }) => {
  const answer = await ask(vivarium.origin, { 'next-action': 'x'.repeat(40) }, 'POST')
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.status).toBeLessThan(500)
})
