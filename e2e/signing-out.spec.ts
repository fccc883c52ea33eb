import { expect, test } from '@/e2e/browser/fixtures'
import { editor, openTree, startEditing } from '@/e2e/browser/screen'
import { signIn } from '@/e2e/browser/sign-in'

// A new session ends the one before: no other spec's is to end.
test.use({ settings: { VIVARIUM_CLUSTER_NAME: 'Signing out' } })

test('a draft outlives signing out, and a browser that is closed in mid-edit', async ({
  browser,
  vivarium,
  zk,
  root,
}) => {
  const path = `${root}/draft`
  await zk.create(path, 'base')
  const context = await browser.newContext({ baseURL: vivarium.origin })
  const first = await context.newPage()
  await signIn(first, vivarium.signInLink())
  await startEditing(first, path, 'typed, then closed')
  await first.close()

  const second = await context.newPage()
  await openTree(second, path)
  await expect(editor(second, path)).toHaveText('typed, then closed')
  await second.getByRole('button', { name: /^Settings/ }).click()
  await second.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(second.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
  await signIn(second, vivarium.signInLink())
  await openTree(second, path)
  await expect(editor(second, path)).toHaveText('typed, then closed')
  await context.close()
})
