import { gunzipSync, gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, test } from '@/e2e/browser/fixtures'
import {
  editor,
  reviewAndSave,
  reviewButton,
  saveButton,
  startEditing,
  znode,
} from '@/e2e/browser/screen'

const BASE = `# the service
server:
  port: 8080 # public
  host: a.example

limits:
  rate: 100
  burst: 10 # per second
`

/** Leads from the edit to the merge, wherever it is. */
const mergeButton = (page: Page) =>
  znode(page)
    .getByRole('button', { name: /^Merge/ })
    .last()

const conflict = (page: Page, which: string) =>
  page.getByRole('group', { name: `Conflict ${which}`, exact: true })

test('three-way on YAML: both changes are kept, and every comment', async ({ page, zk, root }) => {
  const path = `${root}/service.yaml`
  await zk.create(path, BASE)
  await startEditing(page, path, BASE.replace('8080', '9090'))
  await zk.set(path, BASE.replace('burst: 10', 'burst: 20'))
  await mergeButton(page).click()
  await expect(page.getByText('No conflicts: both changes are kept.')).toBeVisible()
  await page.getByRole('button', { name: 'Review the result' }).click()
  await page.getByText('By key').click()
  await expect(znode(page).getByText('server.port')).toBeVisible()
  await expect(znode(page).getByText('limits.burst')).toHaveCount(0)
  await saveButton(page).click()
  await expect(page.getByText('Saved as v2')).toBeVisible()
  const merged = BASE.replace('8080', '9090').replace('burst: 10', 'burst: 20')
  expect((await zk.get(path)).data?.toString()).toBe(merged)
})

test('overlapping lines are settled by click and by hand', async ({ page, zk, root }) => {
  const path = `${root}/app.properties`
  const base = 'a=1\nsame=x\nb=1\n'
  await zk.create(path, base)
  await startEditing(page, path, 'a=mine\nsame=x\nb=mine\n')
  await zk.set(path, 'a=theirs\nsame=x\nb=theirs\n')
  await expect(mergeButton(page)).toHaveText(/^Merge \(2 places\)/)
  await mergeButton(page).click()
  await expect(page.getByText('2 conflicts to resolve.')).toBeVisible()
  const review = page.getByRole('button', { name: 'Review the result' })
  await expect(review).toBeDisabled()
  await expect(conflict(page, '1 of 2')).toContainText('a')
  await expect(conflict(page, '1 of 2')).toContainText('was 1')
  await conflict(page, '1 of 2').getByRole('button', { name: 'theirs theirs' }).click()
  await conflict(page, '2 of 2').getByRole('button', { name: 'type…' }).click()
  await page.getByLabel('Text for conflict 2').fill('by hand')
  await expect(page.getByLabel('Merged text')).toContainText('b=by hand')
  await review.click()
  await page.getByLabel('Reason').fill('settled with the other team')
  await saveButton(page).click()
  await expect(page.getByText('Saved as v2')).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('a=theirs\nsame=x\nb=by hand\n')
})

test('JSON on one line is merged by its keys', async ({ page, zk, root }) => {
  const path = `${root}/json`
  await zk.create(path, '{"a":1,"b":{"x":1,"y":1}}')
  await startEditing(page, path, '{"a":1,"b":{"x":2,"y":1}}')
  await zk.set(path, '{"a":1,"b":{"x":1,"y":3},"c":true}')
  await mergeButton(page).click()
  await expect(page.getByText('No conflicts: both changes are kept.')).toBeVisible()
  await page.getByRole('button', { name: 'Review the result' }).click()
  await saveButton(page).click()
  await expect(page.getByText('Saved as v2')).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('{"a":1,"b":{"x":2,"y":3},"c":true}')
})

test('a znode created again at the same version is not taken for the old one', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/again`
  await zk.create(path, 'base')
  await startEditing(page, path, 'mine')
  await zk.remove(path)
  await zk.create(path, 'another')
  await expect(page.getByText('Someone saved v0 while you were editing')).toBeVisible()
  await expect(reviewButton(page)).toHaveCount(0)
  await mergeButton(page).click()
  await expect(page.getByText('deleted this znode and created it again')).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('another')
})

test('a place settled by hand that breaks the format goes back to the editor, nothing is lost', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/by-hand`
  await zk.create(path, '{\n  "a": 1\n}\n')
  await startEditing(page, path, '{\n  "a": 2\n}\n')
  await zk.set(path, '{\n  "a": 3\n}\n')
  await mergeButton(page).click()
  await conflict(page, '1 of 1').getByRole('button', { name: 'type…' }).click()
  await page.getByLabel('Text for conflict 1').fill('2 3')
  await page.getByRole('button', { name: 'Review the result' }).click()
  await expect(saveButton(page)).toBeDisabled()
  await expect(page.getByText('“3” is not expected here.')).toBeVisible()
  await page.getByRole('button', { name: 'Back to editing' }).click()
  await expect(editor(page, path)).toContainText('"a": 2 3')
  await editor(page, path).fill('{\n  "a": 23\n}\n')
  await reviewAndSave(page)
  await expect(page.getByText('Saved as v2')).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('{\n  "a": 23\n}\n')
})

test('a save that went over a znode created again in that instant says so', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/instant`
  await zk.create(path, 'base')
  await startEditing(page, path, 'mine')
  // Between the server's look at the incarnation and its write, as the person's page sees it.
  await page.route('**/api/clusters/main/znode', async (route) => {
    if (route.request().method() !== 'PUT') return route.fallback()
    await zk.remove(path)
    await zk.create(path, 'another')
    const { czxid } = (await zk.get(path)).stat
    await route.continue({ postData: { ...route.request().postDataJSON(), czxid } })
  })
  await reviewAndSave(page)
  await expect(page.getByText(/created it again just before your save/)).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('mine')
})

test('two people add one key on different lines: it is asked, by its key, and by keys', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/m.json`
  const base = '{\n  "a": 1,\n  "b": 2,\n  "c": {\n    "attempts": 3\n  },\n  "d": 4\n}\n'
  const edited = (line: string, attempts: string) =>
    base.replace('"a": 1', line).replace('"attempts": 3', attempts)
  await zk.create(path, base)
  await startEditing(page, path, edited('"timeout": 5,\n  "a": 1', '"attempts": 5'))
  await zk.set(path, base.replace('"d": 4', '"timeout": 9,\n  "d": 4').replace('3', '9'))
  await expect(mergeButton(page)).toHaveText(/^Merge \(2 places\)/)
  await mergeButton(page).click()
  await expect(conflict(page, '1 of 2')).toContainText('c.attempts')
  await expect(conflict(page, '2 of 2')).toContainText('timeout')
  await page.keyboard.press('2')
  await page.keyboard.press('n')
  await page.keyboard.press('1')
  await page.getByRole('button', { name: 'Review the result' }).click()
  await saveButton(page).click()
  await expect(page.getByText('Saved as v2')).toBeVisible()
  const saved = (await zk.get(path)).data?.toString() ?? ''
  expect(JSON.parse(saved)).toEqual({ a: 1, b: 2, c: { attempts: 9 }, timeout: 5, d: 4 })
  expect(saved.match(/timeout/g)).toHaveLength(1)
})

test('somebody saves while a change is reviewed: the review leads to the merge', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/reviewed.yaml`
  await zk.create(path, 'a: 1\nb: 1\nc: 1\n')
  await startEditing(page, path, 'a: 2\nb: 1\nc: 1\n')
  await reviewButton(page).click()
  await expect(saveButton(page)).toBeEnabled()
  await zk.set(path, 'a: 1\nb: 1\nc: 2\n')
  await expect(saveButton(page)).toHaveCount(0)
  await mergeButton(page).click()
  await page.getByRole('button', { name: 'Review the result' }).click()
  await saveButton(page).click()
  await expect(page.getByText('Saved as v2')).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('a: 2\nb: 1\nc: 2\n')
})

test('a packed value is merged unpacked, and stored packed', async ({ page, zk, root }) => {
  const path = `${root}/packed.json`
  const text = '{\n  "a": 1,\n  "b": 1,\n  "c": 1\n}\n'
  await zk.create(path, gzipSync(text))
  await startEditing(page, path, text.replace('"a": 1', '"a": 2'))
  await zk.set(path, gzipSync(text.replace('"c": 1', '"c": 3')))
  await mergeButton(page).click()
  await expect(page.getByText('No conflicts: both changes are kept.')).toBeVisible()
  await page.getByRole('button', { name: 'Review the result' }).click()
  await saveButton(page).click()
  await expect(page.getByText('Saved as v2')).toBeVisible()
  const stored = (await zk.get(path)).data ?? Buffer.alloc(0)
  expect(JSON.parse(gunzipSync(stored).toString())).toEqual({ a: 2, b: 1, c: 3 })
})
