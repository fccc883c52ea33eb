import { test as base, expect } from '@/e2e/browser/fixtures'
import {
  editButton,
  fillEditor,
  momentNow,
  openTree,
  pill,
  reviewAndSave,
  row,
  saveButton,
  znode,
} from '@/e2e/browser/screen'
import { type LosingProxy, startLosingProxy } from './zookeeper/losing-proxy'

type Network = { network: LosingProxy }

/** A Vivarium that reaches its ZooKeeper over a network which loses what a test says. */
const test = base.extend<object, Network>({
  network: [
    async ({ zookeeper }, use) => {
      const network = await startLosingProxy(zookeeper.port)
      await use(network)
      await network.close()
    },
    { scope: 'worker' },
  ],
  settings: [
    async ({ network }, use) =>
      use({
        VIVARIUM_CONNECT: network.connectString,
        VIVARIUM_CONNECT_TIMEOUT_MS: '500',
        VIVARIUM_OPERATION_TIMEOUT_MS: '1000',
        VIVARIUM_SESSION_TIMEOUT_MS: '4000',
      }),
    { scope: 'worker' },
  ],
})

test.afterEach(({ network }) => network.heal())

const UNKNOWN = 'We do not know yet whether this was applied.'
const NOT_APPLIED = 'Not applied.'

test('a save of unknown outcome is said to be so, and then found applied', async ({
  page,
  zk,
  root,
  network,
}) => {
  const path = `${root}/applied`
  await zk.create(path, 'one')
  await openTree(page, path)
  await expect(pill(page)).toHaveText(/Live/)
  await editButton(page).click()
  await fillEditor(page, path, 'two')
  network.lose('answer', 'setData')
  await reviewAndSave(page)
  await expect(znode(page).getByRole('alert')).toContainText(UNKNOWN)
  await expect(znode(page).getByRole('alert')).toContainText('Your draft is kept.')
  await expect(page.getByRole('button', { name: 'Outcome unknown' })).toBeDisabled()
  expect((await zk.get(path)).data?.toString()).toBe('two')

  network.heal()
  await expect(page.getByText('Saved as v1')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText(UNKNOWN)).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^\d+ drafts?$/ })).toHaveCount(0)
  expect((await zk.get(path)).version).toBe(1)
})

test('a save of unknown outcome is found not applied, the draft is there and can be saved', async ({
  page,
  zk,
  root,
  network,
}) => {
  const path = `${root}/not-applied`
  await zk.create(path, 'one')
  await openTree(page, path)
  await expect(pill(page)).toHaveText(/Live/)
  await editButton(page).click()
  await fillEditor(page, path, 'two')
  network.lose('request', 'setData')
  await reviewAndSave(page)
  await expect(znode(page).getByRole('alert')).toContainText(UNKNOWN)

  network.heal()
  await expect(znode(page).getByRole('alert')).toContainText(NOT_APPLIED, { timeout: 20_000 })
  expect((await zk.get(path)).data?.toString()).toBe('one')
  await expect(pill(page)).toHaveText(/Live/, { timeout: 10_000 })
  await saveButton(page).click()
  await expect(page.getByText('Saved as v1')).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('two')
})

test('a save whose answer a proxy did not wait for is found applied', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/behind-a-proxy`
  await zk.create(path, 'one')
  await openTree(page, path)
  await expect(pill(page)).toHaveText(/Live/)
  await editButton(page).click()
  await fillEditor(page, path, 'two')
  await page.route('**/api/clusters/main/znode', async (route) => {
    if (route.request().method() === 'PUT') await route.fetch()
    await route.fulfill({ status: 504, contentType: 'text/html', body: 'Gateway Timeout' })
  })
  await reviewAndSave(page)
  await expect(page.getByText('Saved as v1')).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('two')
})

test('a page that is left while the outcome is unknown comes back to what it was', async ({
  page,
  zk,
  root,
  network,
}) => {
  const path = `${root}/left`
  await zk.create(path, 'one')
  await openTree(page, path)
  await expect(pill(page)).toHaveText(/Live/)
  await editButton(page).click()
  await fillEditor(page, path, 'two')
  network.lose('answer', 'setData')
  await reviewAndSave(page)
  await expect(znode(page).getByRole('alert')).toContainText(UNKNOWN)
  await page.goto('about:blank')
  network.heal()
  await openTree(page, path)
  await expect(page.getByText('Saved as v1')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('while you were editing')).toHaveCount(0)
})

test('a creation of unknown outcome waits in its dialog until it is known', async ({
  page,
  zk,
  root,
  network,
}) => {
  await openTree(page, root)
  await expect(pill(page)).toHaveText(/Live/)
  await page.getByRole('button', { name: 'Create a child' }).click()
  const dialog = page.getByRole('dialog', { name: `Create a child of ${root}` })
  await dialog.getByLabel('Name').fill('born')
  network.lose('request', 'create')
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText(UNKNOWN)
  network.heal()
  await expect(dialog.getByRole('alert')).toContainText(NOT_APPLIED, { timeout: 20_000 })
  expect(await zk.exists(`${root}/born`)).toBe(false)

  network.lose('answer', 'create')
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText(UNKNOWN)
  network.heal()
  await expect(dialog).toBeHidden({ timeout: 20_000 })
  await expect(row(page, 'born')).toBeVisible()
  expect(await zk.exists(`${root}/born`)).toBe(true)
})

test('a deletion of unknown outcome waits in its dialog until it is known', async ({
  page,
  zk,
  root,
  network,
}) => {
  const path = `${root}/doomed`
  await zk.create(path, 'one')
  await openTree(page, path)
  await expect(pill(page)).toHaveText(/Live/)
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: `Delete ${path}` })
  network.lose('answer', 'delete')
  await dialog.getByRole('button', { name: 'Delete doomed' }).click()
  await expect(dialog.getByRole('alert')).toContainText(UNKNOWN)
  network.heal()
  await expect(dialog).toBeHidden({ timeout: 20_000 })
  expect(await zk.exists(path)).toBe(false)
})

test('a restore of unknown outcome is said to be so, and then found applied, all of it', async ({
  page,
  zk,
  root,
  network,
}) => {
  const names = ['app', 'app/a']
  for (const name of names) await zk.create(`${root}/${name}`, `value of ${name}`)
  await page.goto(`/main/history?name=${root}/app`)
  const changes = page.getByRole('list', { name: 'Changes, newest first' }).getByRole('listitem')
  await expect(changes).toHaveCount(2)
  const at = await momentNow(page)
  for (const name of names.toReversed()) await zk.remove(`${root}/${name}`)
  await expect(changes).toHaveCount(4)

  await page.goto(`/main/history?view=past&path=${root}/app&at=${at}`)
  await page.getByRole('checkbox', { name: 'All 2 that differ' }).check()
  await page.getByRole('button', { name: 'Review restore of 2' }).click()
  network.lose('answer', 'multi')
  await page.getByRole('button', { name: 'Apply 2 changes' }).click()
  await expect(page.getByRole('alert').filter({ hasText: UNKNOWN })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Outcome unknown' })).toBeDisabled()

  network.heal()
  await expect(page.getByText('No differences')).toBeVisible({ timeout: 20_000 })
  for (const name of names)
    expect((await zk.get(`${root}/${name}`)).data?.toString()).toBe(`value of ${name}`)
})
