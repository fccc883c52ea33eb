import { expect, test } from '@/e2e/browser/fixtures'
import { editButton, openTree } from '@/e2e/browser/screen'

test.use({ settings: { VIVARIUM_READ_ONLY: 'true' } })

test('a read-only cluster is shown as such and refuses every write', async ({
  page,
  api,
  zk,
  root,
}) => {
  await openTree(page, root)
  await expect(page.getByRole('button', { name: /Live.*Read-only/ })).toBeVisible()
  await expect(editButton(page)).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Create a child' })).toBeDisabled()
  const answer = await api.post('/api/clusters/main/znode', {
    data: { path: `${root}/new`, data: null },
  })
  expect(answer.status()).toBe(403)
  expect(await answer.json()).toMatchObject({ code: 'read-only' })
  expect(await zk.exists(`${root}/new`)).toBe(false)
})
