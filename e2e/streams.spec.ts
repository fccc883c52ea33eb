import { randomUUID } from 'node:crypto'
import { fourLetterWord } from '@/bin/zookeeper/four-letter-word.mjs'
import { openStream } from '@/e2e/browser/event-stream'
import { expect, test } from '@/e2e/browser/fixtures'
import { pill, treeUrl } from '@/e2e/browser/screen'

const VIEWERS = 12
const ZNODE = '/api/clusters/main/znode'

// Settings of its own: this file ends its server.
test.use({
  settings: { VIVARIUM_MAX_STREAMS: `${VIEWERS}`, VIVARIUM_SESSION_STREAMS: `${VIEWERS}` },
})
test.describe.configure({ mode: 'serial' })

/** The ids of the sessions that are connected to ZooKeeper. */
async function sessionsAt(port: number): Promise<string[]> {
  return (await fourLetterWord(port, 'cons', { timeout: 5_000 })).match(/sid=0x\w+/g) ?? []
}

test('a viewer too many is asked to come back later, and told why', async ({
  page,
  vivarium,
  signedIn,
}) => {
  const open = () => openStream(vivarium.origin, signedIn.cookies)
  const viewers = await Promise.all(Array.from({ length: VIEWERS }, open))
  expect(viewers.map(({ response }) => response.status)).toEqual(Array(VIEWERS).fill(200))
  const { response } = await open()
  expect(response.status).toBe(503)
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await response.json()).toMatchObject({ code: 'too-many', retriable: true })
  await page.goto(treeUrl('/'))
  await expect(pill(page)).toHaveText(/Viewer limit/)
  for (const { leave } of viewers) leave()
  await expect(pill(page)).toHaveText(/Live/, { timeout: 15_000 })
})

test('SIGTERM ends every stream and every ZooKeeper session, and then the process', async ({
  vivarium,
  zookeeper,
  signedIn,
  api,
}) => {
  const { response } = await openStream(vivarium.origin, signedIn.cookies)
  const body = { path: `/ended-${randomUUID()}`, data: null }
  expect((await api.post(ZNODE, { data: body })).status()).toBe(201)
  expect((await api.get(ZNODE, { params: { path: '/' } })).status()).toBe(200)
  // Watching, reading, listing and writing: a session each.
  await expect.poll(async () => (await sessionsAt(zookeeper.port)).length).toBe(4)

  const ended = vivarium.terminate()
  expect(await response.text()).toContain('"type":"hello"')
  expect(await ended).toBe('exit code 0')
  expect(await sessionsAt(zookeeper.port)).toEqual([])
})
