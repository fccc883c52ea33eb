import { expect, test } from '@/e2e/browser/fixtures'
import {
  editButton,
  fillEditor,
  openTree,
  reviewAndSave,
  reviewButton,
  shownValue,
  startEditing,
  znode,
} from '@/e2e/browser/screen'

test('GBK is read and written by choice, which this browser remembers', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/gbk`
  await zk.create(path, Buffer.from('c3fb3dd6d0cec40a', 'hex'))
  await openTree(page, path)
  await znode(page)
    .getByRole('button', { name: /^Read as/ })
    .click()
  await page.getByRole('menuitemradio', { name: 'GBK' }).click()
  await expect(shownValue(page, path)).toContainText('名=中文')
  await page.reload()
  await expect(shownValue(page, path)).toContainText('名=中文')
  await editButton(page).click()
  await fillEditor(page, path, '名=文中\n')
  await reviewAndSave(page)
  await expect(page.getByText('Saved as v1')).toBeVisible()
  expect((await zk.get(path)).data?.toString('hex')).toBe('c3fb3dcec4d6d00a')
  await editButton(page).click()
  await fillEditor(page, path, '名=😀\n')
  await expect(reviewButton(page)).toBeDisabled()
})

const DECLARED = [
  { name: 'GB18030', kind: 'GB 18030', text: '中文', bytes: 'd6d0cec4' },
  { name: 'Big5', kind: 'Big5', text: '十文', bytes: 'a451a4e5' },
  { name: 'Shift_JIS', kind: 'Shift_JIS', text: '日本語', bytes: '93fa967b8cea' },
  { name: 'EUC-JP', kind: 'EUC-JP', text: '日本語', bytes: 'c6fccbdcb8ec' },
  { name: 'EUC-KR', kind: 'EUC-KR', text: '한국어', bytes: 'c7d1b1b9beee' },
  { name: 'windows-1251', kind: 'Windows-1251', text: 'Привет', bytes: 'cff0e8e2e5f2' },
  { name: 'KOI8-R', kind: 'KOI8-R', text: 'Привет', bytes: 'f0d2c9d7c5d4' },
  { name: 'ISO-8859-1', kind: 'Latin-1', text: 'Müller', bytes: '4dfc6c6c6572' },
] as const

test('XML is read in the encoding that it declares, edited, and written back in it', async ({
  page,
  zk,
  root,
}) => {
  for (const { name, kind, text, bytes } of DECLARED) {
    const path = `${root}/${name}`
    const head = Buffer.from(`<?xml version="1.0" encoding="${name}"?>\n<a>`)
    const inside = Buffer.from(bytes, 'hex')
    await zk.create(path, Buffer.concat([head, inside, Buffer.from('</a>\n')]))
    await openTree(page, path)
    await expect(znode(page).getByRole('button', { name: `Read as: XML, ${kind}` })).toBeVisible()
    await expect(shownValue(page, path)).toContainText(`<a>${text}</a>`)
    await editButton(page).click()
    await fillEditor(page, path, `${head.toString()}${text}${text}</a>\n`)
    await reviewAndSave(page)
    await expect(page.getByText('Saved as v1')).toBeVisible()
    const expected = Buffer.concat([head, inside, inside, Buffer.from('</a>\n')])
    expect((await zk.get(path)).data?.toString('hex')).toBe(expected.toString('hex'))
  }
})

test('a character that the encoding lacks is named before anything is saved', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/latin`
  const before = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<a/>\n'
  await zk.create(path, before)
  await startEditing(page, path, before.replace('<a/>', '<a>€</a>'))
  await expect(znode(page).getByText('This encoding has no bytes for “€”.')).toBeVisible()
  await expect(reviewButton(page)).toBeDisabled()
  expect((await zk.get(path)).version).toBe(0)
})
