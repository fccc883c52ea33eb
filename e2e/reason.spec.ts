import { expect, test } from '@/e2e/browser/fixtures'
import { editor, reviewButton, saveButton, startEditing } from '@/e2e/browser/screen'

test.use({ settings: { VIVARIUM_REQUIRE_REASON: 'true' } })

test('a cluster that wants a reason takes no change without one', async ({
  page,
  api,
  zk,
  root,
}) => {
  const path = `${root}/config`
  await zk.create(path, 'a=1\n')
  await startEditing(page, path, 'a=2\n')
  await reviewButton(page).click()
  await expect(page.getByText('This cluster requires a reason')).toBeVisible()
  await expect(saveButton(page)).toBeDisabled()
  await page.getByLabel('Reason').fill('the port moved')
  await saveButton(page).click()
  await expect(page.getByText('Saved as v1')).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('a=2\n')

  const data = { path: `${root}/new`, data: null }
  const refused = await api.post('/api/clusters/main/znode', { data })
  expect([refused.status(), (await refused.json()).code]).toEqual([400, 'reason-required'])
  expect(await zk.exists(`${root}/new`)).toBe(false)
})

test('a reason is kept with the draft: back in the text, after a merge and a reload', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/kept`
  await zk.create(path, 'a=1\nb=1\nc=1\n')
  await startEditing(page, path, 'a=2\nb=1\nc=1\n')
  await reviewButton(page).click()
  await page.getByLabel('Reason').fill('the port moved')
  await page.getByRole('button', { name: 'Back to editing' }).click()
  await editor(page, path).fill('a=3\nb=1\nc=1\n')
  await reviewButton(page).click()
  await expect(page.getByLabel('Reason')).toHaveValue('the port moved')
  await page.reload()
  await reviewButton(page).click()
  await expect(page.getByLabel('Reason')).toHaveValue('the port moved')
  await zk.set(path, 'a=1\nb=1\nc=2\n')
  await page.getByRole('button', { name: 'Merge' }).click()
  await page.getByRole('button', { name: 'Review the result' }).click()
  await expect(page.getByLabel('Reason')).toHaveValue('the port moved')
  await saveButton(page).click()
  await expect(page.getByText('Saved as v2')).toBeVisible()
})

test('and no restore without one', async ({ page, zk, root }) => {
  const path = `${root}/config`
  await zk.create(path, 'a=1\n')
  await page.goto(`/main/history?view=past&path=${path}&at=2001-01-01T00:00`)
  await page.getByRole('checkbox', { name: `Restore ${path}` }).check()
  await page.getByRole('button', { name: 'Review restore of 1' }).click()
  const apply = page.getByRole('button', { name: 'Apply 1 change' })
  await expect(apply).toHaveAccessibleDescription(
    'This cluster requires a reason for every change.',
  )
  await page.getByLabel('Reason').fill('it was never meant to be')
  await apply.click()
  await expect(page.getByText('No differences')).toBeVisible()
  expect(await zk.exists(path)).toBe(false)
})
