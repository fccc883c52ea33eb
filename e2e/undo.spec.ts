import type { Locator, Page } from '@playwright/test'
import { expect, test } from '@/e2e/browser/fixtures'
import {
  createAgainButton,
  openTree,
  reviewAndSave,
  saveButton,
  shownValue,
  startEditing,
  tab,
  treeUrl,
  znode,
} from '@/e2e/browser/screen'
import { changes, changeUrl, recordVersions, undoButton, versions } from '@/e2e/browser/undo-steps'

/** A person who counts what it takes to get somewhere. */
function counting() {
  let presses = 0
  const press = async (target: Locator) => {
    presses += 1
    await target.click()
  }
  return { press, presses: () => presses }
}

const notice = (page: Page) => page.getByRole('status').filter({ hasText: /Undo\s*z/ })
const review = (page: Page) => page.getByRole('region', { name: 'Review your change' })
const reason = (page: Page) => page.getByRole('textbox', { name: 'Reason' })

test('a change is undone from the znode’s history by two presses, with its reason filled in', async ({
  page,
  api,
  zk,
  root,
}) => {
  const path = `${root}/rollout.json`
  await zk.create(path, '{"percent": 10}')
  const { stat } = await zk.get(path)
  const body = { path, version: 0, czxid: stat.czxid, reason: 'EU launch' }
  const data = Buffer.from('{"percent": 85}').toString('base64')
  const saved = await api.put('/api/clusters/main/znode', { data: { ...body, data } })
  expect(saved.status()).toBe(200)
  await page.goto(`${treeUrl(path)}&tab=history`)
  await expect(versions(page, path).first()).toContainText('EU launch')
  const me = counting()
  await me.press(undoButton(page))
  await expect(reason(page)).toHaveValue(/^Undo of “EU launch” by operator, (just now|\d+ s ago)$/)
  await me.press(saveButton(page))
  await expect(page.getByText('Saved as v2')).toBeVisible()
  expect(me.presses()).toBeLessThanOrEqual(3)
  expect((await zk.get(path)).data?.toString()).toBe('{"percent": 10}')
  await tab(page, 'History').click()
  await expect(versions(page, path).first()).toContainText('Undo of “EU launch”')
})

test('a change is undone from the cluster’s history by three presses, beside what came later', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/limits.json`
  await zk.create(path, '{\n  "a": 1,\n  "b": 1\n}\n')
  await page.goto(changeUrl(path))
  await expect(changes(page)).toHaveCount(1)
  await zk.set(path, '{\n  "a": 2,\n  "b": 1\n}\n')
  await expect(changes(page)).toHaveCount(2)
  await zk.set(path, '{\n  "a": 2,\n  "b": 2\n}\n')
  await expect(changes(page)).toHaveCount(3)
  const me = counting()
  await me.press(changes(page).nth(1).getByRole('button').first())
  await me.press(undoButton(page))
  await expect(review(page)).toBeVisible()
  await me.press(saveButton(page))
  await expect(page.getByText('Saved as v3')).toBeVisible()
  expect(me.presses()).toBeLessThanOrEqual(3)
  expect((await zk.get(path)).data?.toString()).toBe('{\n  "a": 1,\n  "b": 2\n}\n')
})

test('what was changed again since is asked about, never overwritten', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/owner`
  await recordVersions(page, zk, path, ['one', 'two', 'three'])
  await versions(page, path).nth(1).getByRole('button').first().click()
  await undoButton(page).click()
  await expect(page.getByText('1 conflict to resolve.')).toBeVisible()
  await expect(saveButton(page)).toHaveCount(0)
  expect((await zk.get(path)).data?.toString()).toBe('three')
})

test('a creation is undone by deleting, a deletion by creating again with its ACL', async ({
  page,
  api,
  zk,
  root,
}) => {
  const path = `${root}/made`
  const acl = [{ scheme: 'world', id: 'anyone', permissions: ['read', 'delete'] }]
  const body = { path, data: Buffer.from('held').toString('base64'), acl }
  expect((await api.post('/api/clusters/main/znode', { data: body })).ok()).toBe(true)
  await page.goto(changeUrl(path))
  await changes(page).first().getByRole('button').first().click()
  await undoButton(page).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(/History keeps its value/)).toBeVisible()
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveValue(/^Undo of “Created”/)
  await dialog.getByRole('button', { name: 'Delete made' }).click()
  await expect(page.getByText('Deleted made')).toBeVisible()
  await expect(changes(page).first()).toContainText('deleted')
  await expect(undoButton(page)).toHaveCount(0)

  const me = counting()
  await me.press(changes(page).first().getByRole('button').first())
  await me.press(undoButton(page))
  await me.press(createAgainButton(page))
  await expect(page.getByText('Saved as v0')).toBeVisible()
  expect(me.presses()).toBeLessThanOrEqual(3)
  expect((await zk.get(path)).data?.toString()).toBe('held')
  const read = await api.get(`/api/clusters/main/acl?path=${encodeURIComponent(path)}`)
  expect((await read.json()).acl).toEqual(acl)
})

test('a save can be undone at once, by mouse or key, by way of a review', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/flag`
  await zk.create(path, 'off')
  await startEditing(page, path, 'on')
  await reviewAndSave(page)
  await expect(page.getByText('Saved as v1')).toBeVisible()
  await notice(page).getByRole('button', { name: 'Undo' }).click()
  await expect(review(page)).toContainText('off')
  await saveButton(page).click()
  await expect(page.getByText('Saved as v2')).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('off')

  await page.keyboard.press('z')
  await expect(review(page)).toBeVisible()
  await saveButton(page).click()
  await expect(page.getByText('Saved as v3')).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('on')
})

test('a deletion can be undone at once, and from the znode that is gone', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/precious`
  await zk.create(path, 'value')
  await openTree(page, path)
  await expect(shownValue(page, path)).toContainText('value')
  await znode(page).getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete precious' }).click()
  await expect(page.getByText('Deleted precious')).toBeVisible()
  await notice(page).getByRole('button', { name: 'Undo' }).click()
  await createAgainButton(page).click()
  await expect(page.getByText('Saved as v0')).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('value')

  await zk.remove(path)
  await expect(page.getByText('This is its last known state.')).toBeVisible()
  await znode(page).getByRole('button', { name: 'Restore' }).click()
  await createAgainButton(page).click()
  await expect(shownValue(page, path)).toContainText('value')
  expect((await zk.get(path)).data?.toString()).toBe('value')
})

test('a path whose znode is gone says when it was deleted, and gives it back', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/lost`
  await recordVersions(page, zk, path, ['kept'])
  await zk.remove(path)
  await expect(versions(page, path).first()).toContainText('deleted')
  // Nothing of it is known to a page that opens now.
  await openTree(page, path)
  await expect(znode(page)).toContainText(`${path} does not exist`)
  await expect(znode(page).getByText(/^Deleted (just now|\d+ s ago)\.$/)).toBeVisible()
  await znode(page).getByRole('button', { name: 'Restore' }).click()
  await createAgainButton(page).click()
  await expect(shownValue(page, path)).toContainText('kept')
  expect((await zk.get(path)).data?.toString()).toBe('kept')
})

test('bytes come back as they were: no data, packed data, and what no editor would write', async ({
  page,
  zk,
  root,
}) => {
  const gzip = Buffer.from(
    'H4sIAAAAAAACA6tWykvMTVWyUlAqLU4tUtJRUMrNz0lVslJQSkxJUaoFAHSGpVYfAAAA',
    'base64',
  )
  const values = { none: undefined, odd: Buffer.from([0, 255, 254, 1]), packed: gzip }
  for (const [name, value] of Object.entries(values)) {
    const path = `${root}/${name}`
    await recordVersions(page, zk, path, [value, 'overwritten'])
    await undoButton(page).click()
    await saveButton(page).click()
    await expect(page.getByText('Saved as v2')).toBeVisible()
    expect((await zk.get(path)).data ?? undefined).toEqual(value)
  }
})
