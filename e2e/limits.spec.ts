import { expect, test } from '@/e2e/browser/fixtures'
import { editor, reviewButton, startEditing, znode } from '@/e2e/browser/screen'

test.use({ settings: { VIVARIUM_MAX_VALUE_BYTES: '20' } })

test('a value over the limit is refused in the editor, before anything is sent', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/small`
  await zk.create(path, 'small')
  await startEditing(page, path, 'more than twenty bytes of text')
  await expect(znode(page).getByText(/is over the limit of 20 B/)).toBeVisible()
  await expect(reviewButton(page)).toBeDisabled()
  await editor(page, path).fill('twenty bytes exactly')
  await expect(reviewButton(page)).toBeEnabled()
})
