import type { Page } from '@playwright/test'
import { expect, test } from '@/e2e/browser/fixtures'
import {
  createAgainButton,
  editButton,
  editor,
  fillEditor,
  openTree,
  reviewButton,
  saveButton,
  shownValue,
  startEditing,
  tab,
  treeUrl,
  znode,
} from '@/e2e/browser/screen'
import { changes, changeUrl, recordVersions, undoButton, versions } from '@/e2e/browser/undo-steps'
import type { ForeignClient } from '@/e2e/foreign/stock-client'

/** Asks for an undo while something is typed: it stays. */
async function undoOverDraft(page: Page, zk: ForeignClient, path: string) {
  await recordVersions(page, zk, path, ['one', 'two'])
  await tab(page, 'Value').click()
  await editButton(page).click()
  await fillEditor(page, path, 'mine')
  await expect(reviewButton(page)).toBeEnabled()
  await tab(page, 'History').click()
  await undoButton(page).click()
  await expect(page.getByText('You have a draft of this znode.')).toBeVisible()
  await expect(editor(page, path)).toHaveText('mine')
}

test('a znode created anew while its deletion is asked about is not deleted', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/twin`
  await zk.create(path, 'first')
  await openTree(page, path)
  await expect(shownValue(page, path)).toContainText('first')
  await znode(page).getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog')
  const confirm = dialog.getByRole('button', { name: 'Delete twin' })
  await expect(confirm).toBeEnabled()
  await zk.remove(path)
  await zk.create(path, 'second')
  await expect(dialog.getByText(/deleted and created again since/).first()).toBeVisible()
  await expect(confirm).toBeDisabled()
  expect((await zk.get(path)).data?.toString()).toBe('second')
})

test('a znode that somebody creates while its restore is reviewed is left as it is, and that is said', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/restored`
  await recordVersions(page, zk, path, ['first'])
  await zk.remove(path)
  await expect(versions(page, path)).toHaveCount(2)
  await page.goto(treeUrl(path))
  await znode(page).getByRole('button', { name: 'Restore' }).click()
  await expect(createAgainButton(page)).toBeVisible()
  await zk.create(path, 'of somebody else')
  await expect(page.getByText('The znode was deleted and created again since.')).toBeVisible()
  await expect(shownValue(page, path)).toContainText('of somebody else')
  await expect(editButton(page)).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('of somebody else')
})

test('undoing a creation says that what came later is deleted, too', async ({ page, zk, root }) => {
  const path = `${root}/grown`
  await page.goto(changeUrl(path))
  await zk.create(path, 'one')
  await expect(changes(page)).toHaveCount(1)
  await zk.set(path, 'two')
  await expect(changes(page)).toHaveCount(2)
  await changes(page).nth(1).getByRole('button').first().click()
  await undoButton(page).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('It changed since its creation: version 1 now.')
})

test('an undo never takes the place of a draft', async ({ page, zk, root }) => {
  await undoOverDraft(page, zk, `${root}/drafted`)
})

test('an undo never takes the place of what was typed where the browser keeps nothing', async ({
  page,
  zk,
  root,
}) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await undoOverDraft(page, zk, `${root}/unkept`)
})

test('taking back a discarded draft never replaces what was typed since', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/second`
  await zk.create(path, 'one')
  await startEditing(page, path, 'first try')
  await znode(page).getByRole('button', { name: 'Discard' }).click()
  // The notice stays while it is pointed at.
  const takeBack = page.getByRole('button', { name: 'Undo' })
  await takeBack.hover()
  await page.keyboard.press('e')
  await fillEditor(page, path, 'second try')
  await takeBack.click()
  await expect(page.getByText('You have a draft of this znode.')).toBeVisible()
  await expect(editor(page, path)).toHaveText('second try')
})

test('a review says that an empty value becomes no data, which look the same', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/bare.yaml`
  await recordVersions(page, zk, path, [undefined, ''])
  await undoButton(page).click()
  await expect(page.getByText('An empty value becomes no data.')).toBeVisible()
})

test('an undo that somebody else was faster with ends, and says so, whatever else they changed', async ({
  page,
  zk,
  root,
}) => {
  const values = ['{"a": 1, "b": 1}', '{"a": 2, "b": 1}'] as const
  for (const undone of [values[0], '{"a": 1, "b": 2}']) {
    const path = `${root}/b-${undone.at(-2)}.json`
    await recordVersions(page, zk, path, values)
    await undoButton(page).click()
    await expect(saveButton(page)).toBeVisible()
    await zk.set(path, undone)
    await expect(page.getByText('Someone has put this back already')).toBeVisible()
    await expect(shownValue(page, path)).toContainText(undone.slice(1, 7))
    await expect(editButton(page)).toBeVisible()
  }
})

test('a restore that is taken up again after a reload is asked about, never said to be kept', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/again.json`
  await recordVersions(page, zk, path, ['{"a": 1}'])
  await zk.remove(path)
  await expect(versions(page, path)).toHaveCount(2)
  await page.goto(treeUrl(path))
  await znode(page).getByRole('button', { name: 'Restore' }).click()
  await expect(createAgainButton(page)).toBeVisible()
  await page.reload()
  await expect(createAgainButton(page)).toBeVisible()
  await zk.create(path, '{"b": 2}')
  await znode(page)
    .getByRole('button', { name: /^Merge/ })
    .click()
  await expect(page.getByText('1 conflict to resolve.')).toBeVisible()
})
