import { expectNoViolations } from '@/e2e/browser/axe'
import { expect, test } from '@/e2e/browser/fixtures'
import { reviewButton, startEditing } from '@/e2e/browser/screen'

test.describe.configure({ timeout: 60_000 })

test('the review names who else watches, when it is asked to', async ({ page, zk, root }) => {
  const path = `${root}/watched`
  await zk.create(path, 'a=1\n')
  await startEditing(page, path, 'a=2\n')
  await reviewButton(page).click()
  const watchers = page.getByRole('region', { name: 'Who else watches' })
  await expect(watchers.getByText(/^Asks the server for all watches/)).toBeVisible()
  await watchers.getByRole('button', { name: 'Show who watches' }).click()
  await expect(watchers.getByText('No other session watches this znode.')).toBeVisible()
  await zk.watch(path)
  await watchers.getByRole('button', { name: 'Ask again' }).click()
  await expect(watchers.getByText(/^1 other session watches this znode/)).toBeVisible()
  await expect(watchers.getByRole('listitem')).toHaveText(/^0x[0-9a-f]+ 127\.0\.0\.1:\d+$/)
  await expectNoViolations(page)
})
