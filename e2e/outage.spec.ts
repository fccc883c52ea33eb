import { randomUUID } from 'node:crypto'
import { expect, test } from '@/e2e/browser/fixtures'
import { editButton, openTree, pill, row, timeline } from '@/e2e/browser/screen'
import { connectForeignClient } from './foreign/stock-client'

// Settings of its own give this file a ZooKeeper of its own, which it may kill.
test.use({ settings: { VIVARIUM_OPERATION_TIMEOUT_MS: '1500' }, timezoneId: 'UTC' })

test.beforeEach(async ({ zookeeper }) => {
  await zookeeper.restart()
})

test('ZooKeeper is killed and restarted: said within 4 s, live within 10 s, tree correct', async ({
  page,
  zookeeper,
}) => {
  const before = await connectForeignClient(zookeeper.connectString)
  const root = `/outage-${randomUUID().slice(0, 8)}`
  await before.create(root)
  await before.create(`${root}/stays`, 'one')
  await before.create(`${root}/goes`, 'two')
  before.close()
  await openTree(page, root)
  await row(page, root.slice(1)).press('ArrowRight')
  await expect(row(page, 'goes')).toBeVisible()
  await expect(pill(page)).toHaveText(/Live/)

  await zookeeper.kill()
  await expect(pill(page)).toHaveText(/No contact/, { timeout: 4_000 })
  await expect(row(page, 'stays')).toBeVisible()
  await expect(editButton(page)).toBeDisabled()

  await zookeeper.restart()
  const after = await connectForeignClient(zookeeper.connectString)
  await after.remove(`${root}/goes`)
  await after.create(`${root}/comes`)
  after.close()
  await expect(pill(page)).toHaveText(/Live/, { timeout: 10_000 })
  await expect(row(page, 'comes')).toBeVisible({ timeout: 5_000 })
  await expect(timeline(page)).toContainText(/No contact \d\d:\d\d:\d\d–\d\d:\d\d:\d\d/)
  await expect(row(page, 'goes')).toHaveCount(0)
  await expect(row(page, 'stays')).toBeVisible()
})

test('a server that hangs has no contact within 4 s, is told apart, and is live after it resumes', async ({
  page,
  zookeeper,
}) => {
  await openTree(page, '/')
  await expect(pill(page)).toHaveText(/Live/)
  zookeeper.pause()
  await expect(pill(page)).toHaveText(/No contact/, { timeout: 4_000 })
  await page.getByRole('button', { name: /^No contact/ }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(/ZooKeeper answers\s*no, for \d+ s/)
  await expect(dialog).toContainText('connected, but no answers')
  await page.keyboard.press('Escape')
  zookeeper.resume()
  await expect(pill(page)).toHaveText(/Live/, { timeout: 10_000 })
})

test('an outage is said over the whole screen, with what was tried, and Try now ends it', async ({
  page,
  zookeeper,
}) => {
  await openTree(page, '/zookeeper')
  await expect(pill(page)).toHaveText(/Live/)
  await zookeeper.kill()
  await expect(pill(page)).toHaveText(/No contact/, { timeout: 4_000 })
  const bar = page.getByRole('region', { name: 'Connection lost' })
  await expect(bar).toBeHidden()
  await expect(bar).toContainText(/ZooKeeper has not answered for 1\d s/, { timeout: 15_000 })
  await expect(bar).toContainText(/You see what was true at \d\d:\d\d:\d\d UTC/)
  const { connectString } = zookeeper
  await expect(bar).toContainText(`Tried ${connectString} (connection refused).`)
  await expect(page.getByRole('region', { name: 'Tree' })).toHaveClass(/stale/)
  await expect(page.getByRole('region', { name: 'Timeline' })).toHaveClass(/stale/)
  await expect(page.getByText('Paused')).toHaveCount(0)
  await bar.getByRole('button', { name: 'Details' }).click()
  await expect(page.getByRole('dialog')).toContainText('ECONNREFUSED')
  await page.keyboard.press('Escape')
  await zookeeper.restart()
  await bar.getByRole('button', { name: 'Try now' }).click()
  await expect(bar).toBeHidden()
  await expect(pill(page)).toHaveText(/Live/)
  await expect(page.getByRole('region', { name: 'Tree' })).not.toHaveClass(/stale/)
})

test('a page that opens while ZooKeeper is away says why at once, in tree, pane and pill', async ({
  page,
  zookeeper,
}) => {
  await zookeeper.kill()
  await page.goto('/main/tree?path=/zookeeper')
  await expect(pill(page)).toHaveText(/No contact/)
  const why = `Tried ${zookeeper.connectString} (connection refused).`
  await expect(page.getByRole('region', { name: 'Tree' })).toContainText(why)
  await expect(page.getByRole('region', { name: 'Znode /zookeeper' })).toContainText(why)
  await zookeeper.restart()
  await expect(pill(page)).toHaveText(/Live/)
  await expect(row(page, 'zookeeper')).toBeVisible()
})

test('while the server is down, a read says so', async ({ api, zookeeper }) => {
  await zookeeper.kill()
  const answer = await api.get('/api/clusters/main/znode', { params: { path: '/' } })
  expect(answer.status()).toBe(503)
  const problem = await answer.json()
  expect(['not-live', 'connection-lost']).toContain(problem.code)
  expect(problem.retriable).toBe(true)
  expect(Number(answer.headers()['retry-after'])).toBeGreaterThan(0)
})

test('a server that hangs lets the deadline pass', async ({ api, zookeeper }) => {
  const read = () => api.get('/api/clusters/main/znode', { params: { path: '/' } })
  expect((await read()).status()).toBe(200)
  zookeeper.pause()
  // The signal reaches a busy JVM a moment later: what it still answers is no failure.
  let answer = await read()
  while (answer.status() === 200) answer = await read()
  zookeeper.resume()
  expect(answer.status()).toBe(504)
  expect(await answer.json()).toMatchObject({ code: 'deadline', retriable: true })
})

test('health does not depend on ZooKeeper', async ({ api, zookeeper }) => {
  await zookeeper.kill()
  const answer = await api.get('/api/health')
  expect(answer.status()).toBe(200)
  expect(await answer.json()).toMatchObject({ status: 'ok' })
})
