import { randomUUID } from 'node:crypto'
import { expect, test } from './fixtures'
import { connectForeignClient } from './foreign/stock-client'
import { editButton, openTree, pill, row } from './screen'

// Settings of its own give this file a ZooKeeper of its own, which it may kill.
test.use({ settings: { VIVARIUM_OPERATION_TIMEOUT_MS: '1500' } })

test.beforeEach(async ({ zookeeper }) => {
  await zookeeper.restart()
})

test('ZooKeeper is killed and restarted: paused within 4 s, live within 10 s, tree correct', async ({
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
  await expect(pill(page)).toHaveText(/Paused/, { timeout: 4_000 })
  await expect(row(page, 'stays')).toBeVisible()
  await expect(editButton(page)).toBeDisabled()

  await zookeeper.restart()
  const after = await connectForeignClient(zookeeper.connectString)
  await after.remove(`${root}/goes`)
  await after.create(`${root}/comes`)
  after.close()
  await expect(pill(page)).toHaveText(/Live/, { timeout: 10_000 })
  await expect(row(page, 'comes')).toBeVisible({ timeout: 5_000 })
  await expect(row(page, 'goes')).toHaveCount(0)
  await expect(row(page, 'stays')).toBeVisible()
})

test('a server that hangs is paused within 4 s and live again after it resumes', async ({
  page,
  zookeeper,
}) => {
  await openTree(page, '/')
  await expect(pill(page)).toHaveText(/Live/)
  zookeeper.pause()
  await expect(pill(page)).toHaveText(/Paused/, { timeout: 4_000 })
  zookeeper.resume()
  await expect(pill(page)).toHaveText(/Live/, { timeout: 10_000 })
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
