import { expect, test } from './fixtures'
import { openTree, row, tree } from './screen'

const COUNT = 100_000

// Its own ZooKeeper: removing so many znodes would hold up the others.
test.use({ settings: { VIVARIUM_CLUSTER_NAME: 'Large' } })

test('opens a directory of 100,000 and reaches its end', async ({ page, zk, browserName }) => {
  test.setTimeout(90_000)
  const parent = `/large-${browserName}`
  const names = Array.from({ length: COUNT }, (_, index) => `n-${`${index}`.padStart(6, '0')}`)
  await zk.create(parent)
  await zk.createMany(parent, names)
  await openTree(page, '/')
  await row(page, parent.slice(1)).focus()
  await page.keyboard.press('ArrowRight')
  await expect(row(page, 'n-000000')).toHaveAttribute('aria-setsize', `${COUNT}`)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.type('n-099999')
  await expect(row(page, 'n-099999')).toBeFocused()
  expect(await tree(page).getByRole('treeitem').count()).toBeLessThan(200)

  await zk.create(`${parent}/n-099999-later`)
  await expect(row(page, 'n-099999-later')).toBeVisible()
  await expect(row(page, 'n-099999')).toBeFocused()
})
