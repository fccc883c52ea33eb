import { expect, test } from '@/e2e/browser/fixtures'
import { openTree, row, shownValue, tab, timeline, tree, znode } from '@/e2e/browser/screen'

// Its servers show no stat of a znode that may not be read.
test.use({ release: 'newest' })

test('a znode whose ACL is closed stays in the tree with a lock, its neighbours as they are', async ({
  page,
  zk,
  root,
}) => {
  for (const name of ['config', 'secrets']) await zk.create(`${root}/${name}`, name)
  await openTree(page, `${root}/secrets`)
  await expect(shownValue(page, `${root}/secrets`)).toContainText('secrets')
  await zk.lock(`${root}/secrets`)
  await expect(znode(page).getByText('The ACL does not allow reading')).toBeVisible()
  await expect(shownValue(page, `${root}/secrets`)).toHaveCount(0)
  const locked = row(page, 'secrets')
  await expect(locked).toHaveAttribute('aria-description', 'Its ACL does not allow reading')
  await expect(locked.locator('svg.lucide-lock')).toBeVisible()
  await expect(row(page, 'config')).toHaveAttribute('aria-description', 'Version 0')
  await expect(timeline(page)).toContainText('no longer readable')

  await row(page, root.slice(1)).click()
  await expect(tab(page, 'Children')).toHaveAttribute('aria-selected', 'true')
  const line = znode(page).getByRole('row').filter({ hasText: 'secrets' })
  await expect(line).toContainText('no permission to read')
  await expect(line.locator('svg.lucide-lock')).toBeVisible()
  await page.reload()
  await row(page, root.slice(1)).press('ArrowRight')
  await expect(row(page, 'secrets')).toHaveAttribute('aria-description', /ACL/)
  await zk.remove(`${root}/secrets`)
  await expect(tree(page).getByRole('treeitem', { name: 'secrets' })).toHaveCount(0)
})
