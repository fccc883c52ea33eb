import { expect, test } from '@/e2e/browser/fixtures'
import {
  editButton,
  fillEditor,
  openTree,
  pill,
  reviewAndSave,
  row,
  shownValue,
} from '@/e2e/browser/screen'

test.use({ release: '3.4' })

test('on ZooKeeper 3.4 a znode is created, edited and deleted from the screen', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/settings`
  await openTree(page, root)
  await expect(pill(page)).toHaveText(/Polling/)
  await page.getByRole('button', { name: 'Create a child' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('settings')
  await dialog.getByLabel('Value').fill('one')
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(shownValue(page, path)).toContainText('one')
  expect((await zk.get(path)).data?.toString()).toBe('one')

  await editButton(page).click()
  await fillEditor(page, path, 'two')
  await reviewAndSave(page)
  await expect(page.getByText('Saved as v1')).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('two')

  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Delete/ })
    .click()
  await expect(row(page, 'settings')).toHaveCount(0)
  expect(await zk.exists(path)).toBe(false)
})
