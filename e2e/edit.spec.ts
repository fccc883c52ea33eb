import { expect, test } from '@/e2e/browser/fixtures'
import {
  createAgainButton,
  editor,
  openTree,
  reviewAndSave,
  reviewButton,
  row,
  saveButton,
  shownValue,
  startEditing,
  tab,
  tree,
  treeUrl,
  znode,
} from '@/e2e/browser/screen'

test('edits a value, and another client reads it back', async ({ page, zk, root }) => {
  await zk.create(`${root}/config`, 'timeout=10\n')
  await startEditing(page, `${root}/config`, 'timeout=20\n')
  await reviewAndSave(page)

  await expect(page.getByText('Saved as v1')).toBeVisible()
  expect((await zk.get(`${root}/config`)).data?.toString()).toBe('timeout=20\n')
})

test('loses a race: nothing is overwritten, the draft stays, and saving over is explicit', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/contested`
  await zk.create(path, 'base')
  await startEditing(page, path, 'mine')
  await reviewButton(page).click()
  await zk.set(path, 'theirs')
  await expect(page.getByText('Someone saved v1 while you were editing')).toBeVisible()
  await expect(saveButton(page)).toHaveCount(0)
  const merge = znode(page)
    .getByRole('button', { name: /^Merge/ })
    .last()
  await merge.click()
  await expect(page.getByText('1 conflict to resolve.')).toBeVisible()
  await page.getByRole('button', { name: 'Keep editing' }).click()
  await expect(editor(page, path)).toHaveText('mine')
  expect((await zk.get(path)).data?.toString()).toBe('theirs')

  await merge.click()
  await page
    .getByRole('group', { name: 'Conflict 1 of 1' })
    .getByRole('button', { name: 'mine mine' })
    .click()
  await page.getByRole('button', { name: 'Review the result' }).click()
  await saveButton(page).click()
  await expect(page.getByText('Saved as v2')).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('mine')
})

test('a draft outlives going elsewhere and a reload', async ({ page, zk, root }) => {
  const path = `${root}/draft`
  await zk.create(path, 'base')
  await startEditing(page, path, 'not saved yet')
  await row(page, root.slice(1)).click()
  await expect(page).toHaveURL((url) => url.searchParams.get('path') === root)
  await page.goto(treeUrl(path))
  await expect(editor(page, path)).toHaveText('not saved yet')
  expect((await zk.get(path)).version).toBe(0)
})

test('drafts are listed, and lead back to where they were written', async ({ page, zk, root }) => {
  await zk.create(`${root}/one`, 'base')
  await zk.create(`${root}/two`, 'base')
  for (const name of ['one', 'two']) {
    await startEditing(page, `${root}/${name}`, `draft of ${name}`)
    await expect(page.getByRole('button', { name: /^\d+ drafts?$/ })).toBeVisible()
  }
  await page.getByRole('button', { name: '2 drafts' }).click()
  const drafts = page.getByRole('dialog', { name: 'My drafts in main' })
  const first = drafts.getByRole('listitem').filter({ hasText: `${root}/one` })
  await first.getByRole('link', { name: 'Open' }).click()
  await expect(editor(page, `${root}/one`)).toHaveText('draft of one')
  await expect(row(page, 'one')).toHaveAccessibleDescription(/draft not saved/)
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('button', { name: '1 draft', exact: true })).toBeVisible()
  await expect(row(page, 'one')).not.toHaveAccessibleDescription(/draft not saved/)
})

test('a discarded draft can be had back, and the list shows what each changes by key', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/app.json`
  await zk.create(path, '{"port": 1, "host": "a"}')
  await startEditing(page, path, '{"port": 2, "host": "a"}')
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(shownValue(page, path)).toContainText('"port": 1')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(editor(page, path)).toContainText('"port": 2')
  await tab(page, 'Stat').click()
  await expect(page.getByRole('button', { name: 'Create a child' })).toBeVisible()
  await page.getByRole('button', { name: '1 draft', exact: true }).click()
  const drafts = page.getByRole('dialog', { name: 'My drafts in main' })
  await expect(drafts.getByRole('listitem').filter({ hasText: path })).toContainText('port 1 → 2')
  await drafts.getByRole('link', { name: 'Review' }).click()
  await expect(saveButton(page)).toBeEnabled()
  await page.getByRole('button', { name: '1 draft', exact: true }).click()
  await drafts.getByRole('button', { name: 'Discard' }).click()
  await expect(drafts.getByText('Everything is saved or discarded.')).toBeVisible()
  expect((await zk.get(path)).version).toBe(0)
})

test('what was typed and taken back is no draft: nothing to review, undo still knows it', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/taken-back.json`
  await zk.create(path, '{"a": 1}\n')
  await startEditing(page, path, '{"a": 2}\n')
  await expect(page.getByRole('button', { name: '1 draft', exact: true })).toBeVisible()
  await editor(page, path).fill('{"a": 1}\n')
  await expect(reviewButton(page)).toBeDisabled()
  await expect(page.getByRole('button', { name: /^\d+ drafts?$/ })).toBeHidden()
  await editor(page, path).press('ControlOrMeta+z')
  await expect(editor(page, path)).toContainText('"a": 2')
  await expect(reviewButton(page)).toBeEnabled()
  await zk.set(path, '{"a": 2}\n')
  await expect(reviewButton(page)).toBeDisabled()
  await expect(page.getByText('while you were editing')).toBeHidden()
  expect((await zk.get(path)).version).toBe(1)
})

test('a znode deleted while it is edited keeps the draft', async ({ page, zk, root }) => {
  const path = `${root}/doomed`
  await zk.create(path, 'base')
  await startEditing(page, path, 'still mine')
  await zk.remove(path)
  await expect(page.getByText(/This znode was deleted/)).toBeVisible()
  await createAgainButton(page).click()
  await createAgainButton(page).click()
  await expect.poll(() => zk.exists(path)).toBe(true)
  expect((await zk.get(path)).data?.toString()).toBe('still mine')
})

test('a binary value is viewed and left byte for byte as it was', async ({ page, zk, root }) => {
  const path = `${root}/binary`
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index))
  await zk.create(path, bytes)
  await openTree(page, path)
  const hex = page.getByLabel(`Bytes of ${path}`, { exact: true })
  await expect(hex).toContainText('00 01 02 03')
  await expect(hex).toContainText('fd fe ff')
  await tab(page, 'Stat').click()
  await tab(page, 'Value').click()
  const after = await zk.get(path)
  expect(after.data?.equals(bytes)).toBe(true)
  expect(after.version).toBe(0)
})

test('no data and empty data are told apart', async ({ page, zk, root }) => {
  await zk.create(`${root}/null`, null)
  await zk.create(`${root}/empty`, '')
  await openTree(page, `${root}/null`)
  await expect(page.getByRole('heading', { name: 'No data' })).toBeVisible()
  await row(page, 'empty').click()
  await expect(page.getByRole('heading', { name: 'Empty data' })).toBeVisible()
})

test('creates a child and deletes it again', async ({ page, zk, root }) => {
  await openTree(page, root)
  await page.getByRole('button', { name: 'Create a child' }).click()
  const create = page.getByRole('dialog', { name: `Create a child of ${root}` })
  await create.getByLabel('Name').fill('born here')
  await create.getByLabel('Value').fill('{"a":1}')
  await create.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(create).toBeHidden()
  await expect(row(page, 'born here')).toBeVisible()
  expect((await zk.get(`${root}/born here`)).data?.toString()).toBe('{"a":1}')

  await row(page, 'born here').click()
  await expect(shownValue(page, `${root}/born here`)).toContainText('"a"')
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  const remove = page.getByRole('dialog', { name: `Delete ${root}/born here` })
  await remove.getByRole('button', { name: 'Delete born here' }).click()
  await expect(remove).toBeHidden()
  await expect(tree(page).getByRole('treeitem', { name: 'born here' })).toHaveCount(0)
  expect(await zk.exists(`${root}/born here`)).toBe(false)
})

test('a name that ZooKeeper would refuse is refused in the dialog', async ({ page, root }) => {
  await openTree(page, root)
  await page.getByRole('button', { name: 'Create a child' }).click()
  const create = page.getByRole('dialog', { name: `Create a child of ${root}` })
  await create.getByLabel('Name').fill('a/b')
  await expect(create.getByText('A name cannot contain “/”.')).toBeVisible()
  await create.getByLabel('Name').fill('..')
  await expect(create.getByText('A name cannot be “.” or “..”.')).toBeVisible()
})

test('a znode with children cannot be deleted', async ({ page, zk, root }) => {
  await zk.create(`${root}/child`)
  await openTree(page, root)
  await expect(page.getByRole('button', { name: 'Delete', exact: true })).toBeDisabled()
})

test('a review shows what nobody sees: invisible characters, blanks, and says it', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/unseen.properties`
  await zk.create(path, 'a=A\nb=B\nc=one\nd=two\n')
  await startEditing(page, path, 'a=A\nb=B\nc=one\u200b\nd=two  \n')
  await reviewButton(page).click()
  await expect(znode(page).getByText('ZWSP added in line 3')).toBeVisible()
  await expect(znode(page).getByText('Lines with trailing blanks: 0 → 1')).toBeVisible()
  for (const layout of ['Side by side', 'Unified']) {
    await page.getByText(layout, { exact: true }).click()
    await expect(znode(page).getByText('ZWSP', { exact: true })).toBeVisible()
    await expect(znode(page).locator('.cm-blank')).toHaveCount(1)
  }
  await page.getByText('By key', { exact: true }).click()
  await expect(
    znode(page).locator('ins').getByText('ZWSP').or(znode(page).locator('ins').getByText('U+200B')),
  ).toBeVisible()
})

test('line ends that changed are shown and said, in the history too', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/ends`
  await zk.create(path, 'A\nB\n')
  await openTree(page, path)
  await zk.set(path, 'A\r\nB\r\n')
  await tab(page, 'History').click()
  await expect(page.getByRole('list', { name: `History of ${path}` })).toContainText('v0 → v1')
  const shown = page.getByRole('region', { name: 'What changed' })
  await expect(shown.getByText('Line endings: LF → CRLF')).toBeVisible()
  await expect(shown.getByText('CR', { exact: true })).toHaveCount(2)
})
