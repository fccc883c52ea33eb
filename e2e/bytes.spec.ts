import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib'
import { decompress } from 'fzstd'
import { expect, test } from '@/e2e/browser/fixtures'
import {
  editButton,
  editor,
  fillEditor,
  openTree,
  reviewAndSave,
  reviewButton,
  saveButton,
  shownValue,
  startEditing,
  znode,
} from '@/e2e/browser/screen'

test('a gzip JSON value is edited unpacked and stored packed', async ({ page, zk, root }) => {
  const path = `${root}/packed`
  await zk.create(path, gzipSync('{"a": 1}'))
  await openTree(page, path)
  await expect(shownValue(page, path)).toContainText('"a": 1')
  await editButton(page).click()
  await fillEditor(page, path, '{"a": 2}')
  await reviewAndSave(page)
  await expect(page.getByText('Saved as v1')).toBeVisible()
  const stored = (await zk.get(path)).data ?? Buffer.alloc(0)
  expect(gunzipSync(stored).toString()).toBe('{"a": 2}')
})

test('a zstd value is edited unpacked, stored as zstd, and read by another decoder', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/zstd`
  // Written by the zstd command: {"a": 1}
  await zk.create(path, Buffer.from('28b52ffd04584100007b2261223a20317d7d919d79', 'hex'))
  await openTree(page, path)
  await expect(shownValue(page, path)).toContainText('"a": 1')
  await editButton(page).click()
  await fillEditor(page, path, '{"a": 2}')
  await reviewAndSave(page)
  await expect(page.getByText('Saved as v1')).toBeVisible()
  const stored = (await zk.get(path)).data ?? Buffer.alloc(0)
  expect(stored.subarray(0, 4).toString('hex')).toBe('28b52ffd')
  expect(Buffer.from(decompress(stored)).toString()).toBe('{"a": 2}')
})

test('a Java object is shown as its class and fields, beside its bytes', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/java`
  const object = `aced0005 7372 0001 41 0000000000000001 02 0001 49 0004 ${Buffer.from('port').toString('hex')} 7870 00001f90`
  await zk.create(path, Buffer.from(object.replaceAll(' ', ''), 'hex'))
  await openTree(page, path)
  await expect(page.getByLabel(`Bytes of ${path}`)).toContainText('ac ed 00 05')
  await znode(page).getByText('Structure', { exact: true }).click()
  await expect(znode(page).getByText(/^Java serialization, decoded/)).toBeVisible()
  await expect(shownValue(page, path)).toContainText('port: 8080')
})

test('a zlib value is stored as zlib, and what was not edited stays as it was packed', async ({
  page,
  zk,
  root,
}) => {
  const packed = deflateSync('a=1\nb=2\n', { level: 1 })
  await zk.create(`${root}/zlib`, packed)
  await openTree(page, `${root}/zlib`)
  await expect(shownValue(page, `${root}/zlib`)).toContainText('a=1')
  await editButton(page).click()
  await fillEditor(page, `${root}/zlib`, 'a=1\nb=3\n')
  await editor(page, `${root}/zlib`).fill('a=1\nb=2\n')
  await expect(reviewButton(page)).toBeDisabled()
  await editor(page, `${root}/zlib`).fill('a=1\nb=3\n')
  await reviewAndSave(page)
  await expect(page.getByText('Saved as v1')).toBeVisible()
  const stored = (await zk.get(`${root}/zlib`)).data ?? Buffer.alloc(0)
  expect(inflateSync(stored).toString()).toBe('a=1\nb=3\n')
})

test('a decompression bomb shows its stored bytes and says why', async ({ page, zk, root }) => {
  await zk.create(`${root}/bomb`, gzipSync(Buffer.alloc(20_000_000)))
  await openTree(page, `${root}/bomb`)
  await expect(znode(page).getByText(/like a decompression bomb/)).toBeVisible()
  await expect(page.getByLabel(`Bytes of ${root}/bomb`)).toContainText('1f 8b 08')
})

test('13 bytes that announce two gigabytes cost nothing and say why they are shown as bytes', async ({
  page,
  zk,
  root,
}) => {
  await zk.create(`${root}/zstd`, Buffer.from('28b52ffda0009435770b000041', 'hex'))
  await openTree(page, `${root}/zstd`)
  await expect(znode(page).getByText(/like a decompression bomb/)).toBeVisible()
  await expect(page.getByLabel(`Bytes of ${root}/zstd`)).toContainText('28 b5 2f fd')
})

test('bytes are edited as bytes', async ({ page, zk, root }) => {
  const path = `${root}/binary`
  await zk.create(path, Buffer.from([0, 1, 2, 255]))
  await startEditing(page, path, '00 01 fe ff 0a')
  await reviewButton(page).click()
  await expect(page.getByLabel('After').getByText('00 01 fe ff 0a')).toBeVisible()
  await saveButton(page).click()
  await expect(page.getByText('Saved as v1')).toBeVisible()
  expect((await zk.get(path)).data?.toString('hex')).toBe('0001feff0a')
})
