import { expect, test } from '@/e2e/browser/fixtures'
import {
  editButton,
  editor,
  fillEditor,
  openTree,
  reviewAndSave,
  reviewButton,
  row,
  saveButton,
  startEditing,
  znode,
} from '@/e2e/browser/screen'

const TEXTS = [
  { name: 'json', kind: 'JSON', before: '{\n  "port": 8080\n}\n', after: '{\n  "port": 9090\n}\n' },
  { name: 'yaml', kind: 'YAML', before: 'a: 1 # one\nb: 2\n', after: 'a: 10 # one\nb: 2\n' },
  { name: 'xml', kind: 'XML', before: '<a>\n  <b/>\n</a>\n', after: '<a>\n  <c/>\n</a>\n' },
  { name: 'x.properties', kind: 'properties', before: '# note\na=1\n', after: '# note\na=2\n' },
  { name: 'toml', kind: 'TOML', before: '[a]\nb = 1\n', after: '[a]\nb = 2\n' },
  { name: 'x.ini', kind: 'INI', before: '; note\n[a]\nb=x\n', after: '; note\n[a]\nb=y\n' },
  { name: 'text', kind: 'text', before: 'some words\r\n', after: 'other words\r\n' },
] as const

for (const { name, kind, before, after } of TEXTS)
  test(`edits ${kind}, and another client reads exactly that`, async ({ page, zk, root }) => {
    const path = `${root}/${name}`
    await zk.create(path, before)
    await openTree(page, path)
    await expect(znode(page).getByRole('button', { name: `Read as: ${kind}, UTF-8` })).toBeVisible()
    await editButton(page).click()
    await fillEditor(page, path, after)
    await reviewAndSave(page)
    await expect(page.getByText('Saved as v1')).toBeVisible()
    expect((await zk.get(path)).data?.toString()).toBe(after)
  })

const WRONG = [
  { name: 'json', good: '{"a": 1}', bad: '{\n  "a": 1,\n}', place: 'Line 3, column 1:' },
  { name: 'a.yaml', good: 'a: 1\n', bad: 'a: 1\nb: [x\nc: 2\n', place: 'Line 3, column 1:' },
  { name: 'xml', good: '<a><b/></a>', bad: '<a>\n  <b></c>\n</a>', place: 'Line 2, column 6:' },
  { name: 'a.toml', good: 'a = 1\n', bad: 'a = 1\nb = \n', place: 'Line 2, column 5:' },
] as const

for (const { name, good, bad, place } of WRONG)
  test(`refuses invalid ${name} with its position`, async ({ page, zk, root }) => {
    const path = `${root}/${name}`
    await zk.create(path, good)
    await startEditing(page, path, bad)
    await expect(znode(page).getByText(place)).toBeVisible()
    await expect(reviewButton(page)).toBeDisabled()
    await editor(page, path).press('ControlOrMeta+Enter')
    await expect(saveButton(page)).toHaveCount(0)
    await editor(page, path).fill(good.replace('1', '2'))
    await expect(znode(page).getByText(place)).toBeHidden()
    expect((await zk.get(path)).version).toBe(0)
  })

test('who means it as text says so, and may save what is no JSON', async ({ page, zk, root }) => {
  const path = `${root}/json`
  await zk.create(path, '{"a": 1}')
  await startEditing(page, path, 'no JSON at all')
  await expect(znode(page).getByText(/choose “text” as the format/)).toBeVisible()
  await znode(page)
    .getByRole('button', { name: /^Read as/ })
    .click()
  await page.getByRole('menuitemradio', { name: 'text' }).click()
  await reviewAndSave(page)
  await expect(page.getByText('Saved as v1')).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('no JSON at all')
})

test('Format lays out XML with its comments, and says why it leaves what is broken', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/xml`
  await zk.create(path, '<a><!-- why --><b>1</b></a>')
  await openTree(page, path)
  await editButton(page).click()
  const format = znode(page).getByRole('button', { name: 'Format' })
  await format.click()
  await expect(editor(page, path)).toContainText('  <!-- why -->  <b>1</b>')
  await format.click()
  await expect(znode(page).getByText('Already formatted.')).toBeVisible()
  await editor(page, path).fill('<a><b></a>')
  await format.click()
  await expect(znode(page).getByText(/is not valid in this format/)).toBeVisible()
})

test('a file takes the place of a value after review, and the stored bytes come out as a file', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/file`
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index))
  await zk.create(path, 'text before')
  await openTree(page, path)
  const chosen = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'More for this value' }).click()
  await page.getByRole('menuitem', { name: 'Replace with a file…' }).click()
  await (await chosen).setFiles({
    name: 'x.bin',
    mimeType: 'application/octet-stream',
    buffer: bytes,
  })
  await reviewAndSave(page)
  await expect(page.getByText('Saved as v1')).toBeVisible()
  expect((await zk.get(path)).data?.equals(bytes)).toBe(true)
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download the stored bytes' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('file')
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk)
  expect(Buffer.concat(chunks).equals(bytes)).toBe(true)
})

test('a value of one megabyte is edited and reviewed', async ({ page, zk, root }) => {
  const path = `${root}/large`
  const lines = Array.from(
    { length: 25_000 },
    (_, index) => `key.${index} = some value of it ${index}`,
  )
  const text = lines.join('\n')
  await zk.create(path, text)
  await openTree(page, path)
  await editButton(page).click()
  await expect(editor(page, path)).toBeFocused()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.type(' and more')
  await reviewButton(page).click()
  await expect(page.getByLabel('After').getByText('and more')).toBeVisible()
  await saveButton(page).click()
  await expect(page.getByText('Saved as v1')).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe(`${text} and more`)
  await row(page, 'large').focus()
})

test('a first value is checked as what its name promises, in a new znode too', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/new.json`
  await zk.create(path, '')
  await openTree(page, path)
  await page.getByRole('button', { name: 'Write a value' }).click()
  await editor(page, path).fill('{"a": 1,}')
  await expect(znode(page).getByText('Line 1, column 9:')).toBeVisible()
  await expect(reviewButton(page)).toBeDisabled()
  await editor(page, path).fill('{"a": 1}')
  await reviewAndSave(page)
  await expect(page.getByText('Saved as v1')).toBeVisible()
  await row(page, root.slice(1)).click()
  await page.getByRole('button', { name: 'Create a child' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('first.yaml')
  await dialog.getByLabel('Value').fill('a: *nowhere\n')
  await expect(dialog.getByText('The alias *nowhere has no anchor')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Create', exact: true })).toBeDisabled()
  await dialog.getByLabel('Value').fill('a: &here 1\nb: *here\n')
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(dialog).toBeHidden()
  expect((await zk.get(`${root}/first.yaml`)).data?.toString()).toBe('a: &here 1\nb: *here\n')
})

test('what is stored broken is shown as what its name promises, with what is wrong', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/broken.json`
  await zk.create(path, '{\n  "a": 1,\n}\n')
  await openTree(page, path)
  await expect(znode(page).getByRole('button', { name: 'Read as: JSON, UTF-8' })).toBeVisible()
  await expect(znode(page).getByText('Line 3, column 1:')).toBeVisible()
  await zk.set(path, '{\n  // why\n  "a": 1\n}\n')
  await expect(
    znode(page).getByRole('button', { name: 'Read as: JSON with comments, UTF-8' }),
  ).toBeVisible()
  await expect(znode(page).getByText('Line 3, column 1:')).toBeHidden()
})

test('a value that could not be read is not called empty', async ({ page, zk, root }) => {
  const path = `${root}/unread`
  await zk.create(path, 'there')
  await page.route(/\/api\/clusters\/main\/znode\?/, (route) =>
    route.fulfill({
      status: 413,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: 'about:blank',
        status: 413,
        code: 'too-large',
        title: 'x',
        retriable: false,
      }),
    }),
  )
  await openTree(page, path)
  await expect(znode(page).getByText('The value could not be read')).toBeVisible()
  await expect(znode(page).getByText('no data')).toHaveCount(0)
})

test('what is typed over leaves none of its colours behind', async ({ page, zk, root }) => {
  const path = `${root}/typed-over`
  await zk.create(path, '{"a": 1}')
  await openTree(page, path)
  await editButton(page).click()
  const field = editor(page, path)
  await field.press('ControlOrMeta+Home')
  await expect(field.locator('.cm-matchingBracket')).toHaveCount(2)
  // At once, as a browser's own insertion is: the brackets are still marked.
  await field.evaluate((content) => {
    document.getSelection()?.selectAllChildren(content)
    document.execCommand('insertText', false, '{"b": 2}')
  })
  await expect(field.locator('.cm-matchingBracket')).toHaveCount(2)
  await expect(field).toHaveText('{"b": 2}')
  await expect(field.locator('[style]')).toHaveCount(0)
})
