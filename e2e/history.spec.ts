import type { Page } from '@playwright/test'
import { expect, test } from '@/e2e/browser/fixtures'
import {
  createAgainButton,
  difference,
  reviewButton,
  saveButton,
  shownValue,
  startEditing,
  tab,
  treeUrl,
  znode,
} from '@/e2e/browser/screen'

const PROMPT = { timeout: 2_000 }

/** The recorded versions of the znode that is shown, newest first. */
const versions = (page: Page, path: string) =>
  page.getByRole('list', { name: `History of ${path}` }).getByRole('listitem')

test('what another client writes appears within two seconds, with its difference', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/config`
  await zk.create(path, 'host=a\ntimeout=10\n')
  await page.goto(`${treeUrl(path)}&tab=history`)
  await expect(versions(page, path).first()).toContainText('created')
  await zk.set(path, 'host=a\ntimeout=20\n')
  await expect(versions(page, path).first()).toContainText('v0 → v1', PROMPT)
  await expect(difference(page).locator('del')).toHaveText('timeout=10')
  await expect(difference(page).getByLabel('After, v1')).toContainText('timeout=20')
})

test('an edit is recorded with its reason, and an old version comes back as an edit', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/limits`
  await zk.create(path, 'one')
  await startEditing(page, path, 'two')
  await reviewButton(page).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Ticket 7')
  await saveButton(page).click()
  await expect(page.getByText('Saved as v1')).toBeVisible()
  await expect(znode(page).getByText(/by operator “Ticket 7”$/)).toBeVisible()
  await zk.set(path, 'three')
  await tab(page, 'History').click()
  await expect(versions(page, path)).toHaveCount(3)
  const ours = versions(page, path).nth(1)
  await expect(ours).toContainText('operator')
  await expect(ours).toContainText('Ticket 7')

  await versions(page, path).nth(2).getByRole('button').click()
  await page.getByRole('button', { name: /^Compared with/ }).click()
  await page.getByRole('menuitemradio', { name: /^v2, / }).click()
  await expect(difference(page).locator('del')).toHaveText('three')
  await znode(page).getByRole('button', { name: 'Restore v0' }).click()
  const review = page.getByRole('region', { name: 'Review your change' })
  await expect(review).toContainText('three')
  await saveButton(page).click()
  await expect(page.getByText('Saved as v3')).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('one')
})

test('the cluster’s history is searched, follows what happens, and can be shared', async ({
  page,
  api,
  zk,
  root,
}) => {
  const body = { path: `${root}/ours`, data: null, reason: `because of ${root}` }
  expect((await api.post('/api/clusters/main/znode', { data: body })).ok()).toBe(true)
  await zk.create(`${root}/theirs`, 'one')
  await page.goto('/main/tree')
  await page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('link', { name: 'History' })
    .click()
  const changes = page.getByRole('list', { name: 'Changes, newest first' }).getByRole('listitem')
  await changes.first().waitFor()
  await page.getByRole('searchbox', { name: 'Path contains' }).fill(root)
  await expect(changes).toHaveCount(1)
  await page.getByText('Everybody', { exact: true }).click()
  await expect(changes).toHaveCount(3)
  await zk.set(`${root}/theirs`, 'two')
  await expect(changes.first()).toContainText('v0 → v1', PROMPT)
  await changes.first().getByRole('button').click()
  await expect(difference(page).getByLabel('After, v1')).toContainText('two')

  await page.getByRole('searchbox', { name: 'Reason contains' }).fill('because of')
  await expect(changes).toHaveCount(1)
  await expect(changes).toContainText(`${root}/ours`)
  await page.reload()
  await expect(changes).toHaveCount(1)
  await page.getByRole('searchbox', { name: 'Reason contains' }).fill('')
  await page.getByRole('searchbox', { name: 'Person' }).fill('OPERATOR')
  await expect(changes).toHaveCount(1)
  await expect(changes).toContainText(`${root}/ours`)
  await page.getByRole('searchbox', { name: 'Person' }).fill('')
  await page.getByRole('button', { name: 'When: Any time' }).click()
  const when = page.getByRole('dialog', { name: 'When' })
  const since = when.getByRole('textbox', { name: 'Since' })
  await since.fill('soon')
  await expect(when.getByText(/^Enter 2026-11-30/)).toBeVisible()
  await since.fill('2099-01-01')
  await since.press('Enter')
  await expect(page.getByText('No change matches')).toBeVisible()
  await expect(page).toHaveURL(/from=209\d-.*Z/)
  await when.getByRole('button', { name: 'Last hour' }).click()
  await expect(changes).toHaveCount(4)
  await page.getByRole('button', { name: /^When: Since/ }).click()
  const until = when.getByRole('textbox', { name: 'Until' })
  await until.fill('yesterday')
  await until.press('Enter')
  await page.keyboard.press('Escape')
  await expect(page.getByText('No change matches')).toBeVisible()
  await page.getByRole('button', { name: /^When:/ }).click()
  await when.getByRole('button', { name: 'Any time' }).click()
  await page.getByRole('button', { name: 'Kind: any' }).click()
  await page.getByRole('menuitemradio', { name: 'changed', exact: true }).click()
  await expect(changes).toHaveCount(1)
  await expect(changes).toContainText(`${root}/theirs`)
})

test('a deleted znode is found and brought back', async ({ page, zk, root }) => {
  const path = `${root}/precious`
  await zk.create(path, 'value')
  await page.goto(`/main/history?view=deleted&name=${encodeURIComponent(path)}`)
  await expect(page.getByText('No deleted znodes')).toBeVisible()
  await zk.remove(path)
  const deleted = page.getByRole('list', { name: 'Deleted znodes' }).getByRole('listitem')
  await expect(deleted).toHaveCount(1, PROMPT)
  await deleted.getByRole('button').click()
  await expect(difference(page).locator('del')).toHaveText('value')
  await page.getByRole('button', { name: 'Undo this change' }).click()
  await createAgainButton(page).click()
  await expect(shownValue(page, path)).toContainText('value')
  expect((await zk.get(path)).data?.toString()).toBe('value')
})

test('the change that is open stays with its list: among deleted znodes nothing is open yet', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/open`
  await zk.create(path, 'value')
  await page.goto(`/main/history?by=everybody&name=${encodeURIComponent(path)}`)
  const changes = page.getByRole('list', { name: 'Changes, newest first' }).getByRole('listitem')
  await expect(changes).toHaveCount(1)
  await changes.first().getByRole('button').first().click()
  await expect(page.getByRole('button', { name: 'Undo this change' })).toBeVisible()
  await page.getByText('Deleted znodes', { exact: true }).click()
  await expect(page.getByText('No deleted znodes')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo this change' })).toHaveCount(0)
})

test('the creation of a znode without data is not called an unchanged value', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/bare`
  await zk.create(path)
  await page.goto(`/main/history?by=everybody&name=${encodeURIComponent(path)}`)
  const changes = page.getByRole('list', { name: 'Changes, newest first' }).getByRole('listitem')
  await expect(changes).toHaveCount(1)
  await changes.first().getByRole('button').first().click()
  await expect(difference(page).getByText('no znode')).toBeVisible()
  await expect(difference(page).getByText('The value is the same')).toHaveCount(0)
})

test('a baseline that was complete before one came is no news', async ({ page, api, root }) => {
  const status = '/api/clusters/main/history/status'
  const state = async () => (await (await api.get(status)).json()).baseline.state
  await expect.poll(state).toBe('complete')
  const told = page.waitForResponse((response) => response.url().endsWith(status))
  await page.goto(`/main/history?name=${root}`)
  await told
  await expect(page.getByRole('list', { name: 'Changes, newest first' })).toContainText(root)
  await expect(page.getByText(/^Baseline/)).toHaveCount(0)
})
