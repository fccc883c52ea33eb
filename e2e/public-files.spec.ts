import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@/e2e/browser/fixtures'

const FOLDER = resolve('public')

const TYPES: Record<string, string> = {
  'apple-touch-icon.png': 'image/png',
  'favicon.ico': 'image/x-icon',
  'icon-192.png': 'image/png',
  'icon-512.png': 'image/png',
  'icon-maskable.png': 'image/png',
  'icon.svg': 'image/svg+xml',
  'manifest.webmanifest': 'application/manifest+json',
  'robots.txt': 'text/plain; charset=UTF-8',
}

/** What every answer carries; `bin/front/security-headers.mjs` is where it comes from. */
const GUARDED = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

test.describe('the files of public', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('are given to strangers, byte for byte, with their type and the headers of every answer', async ({
    request,
  }) => {
    expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(TYPES))
    for (const [name, type] of Object.entries(TYPES)) {
      const answer = await request.get(`/${name}`, { maxRedirects: 0 })
      expect([name, answer.status(), answer.headers()['content-type']]).toEqual([name, 200, type])
      expect(answer.headers()).toMatchObject(GUARDED)
      expect(answer.headers()['content-security-policy'], name).toContain("object-src 'none'")
      expect((await answer.body()).equals(readFileSync(join(FOLDER, name))), name).toBe(true)
      const head = await request.head(`/${name}`, { maxRedirects: 0 })
      expect([head.status(), (await head.body()).length]).toEqual([200, 0])
    }
  })

  test('are answered whole where a part or a condition is asked for that there is not', async ({
    request,
  }) => {
    const conditions = { range: 'bytes=99999999-', 'if-match': '"other"' }
    for (const [name, value] of Object.entries(conditions)) {
      const answer = await request.get('/icon.svg', { headers: { [name]: value } })
      expect([name, answer.status()]).toEqual([name, 200])
    }
  })

  test('take no other method, and are nothing under a host that is not ours', async ({
    request,
  }) => {
    for (const name of Object.keys(TYPES)) {
      const posted = await request.post(`/${name}`, { data: {} })
      const foreign = await request.get(`/${name}`, { headers: { host: 'evil.example' } })
      expect([name, posted.status(), foreign.status()]).toEqual([name, 405, 421])
    }
  })
})

test('a page names its icons and a manifest whose icons are there', async ({ page, request }) => {
  await page.goto('/')
  const linked = await page
    .locator('link[rel=icon], link[rel=apple-touch-icon], link[rel=manifest]')
    .evaluateAll((links) => links.map((link) => new URL((link as HTMLLinkElement).href).pathname))
  expect(linked.sort()).toEqual([
    '/apple-touch-icon.png',
    '/favicon.ico',
    '/icon.svg',
    '/manifest.webmanifest',
  ])
  const devtools = await page.context().newCDPSession(page)
  const { data, errors } = await devtools.send('Page.getAppManifest')
  expect(errors).toEqual([])
  for (const { src, type } of JSON.parse(data ?? '{}').icons) {
    const answer = await request.get(src)
    expect([src, answer.headers()['content-type']]).toEqual([src, type])
  }
})
