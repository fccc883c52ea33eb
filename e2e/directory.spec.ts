import { expect, test } from '@/e2e/browser/fixtures'
import { editor, openTree, row, shownValue, tab, treeUrl, znode } from '@/e2e/browser/screen'

test('a directory without data opens on its children, a leaf on its value', async ({
  page,
  zk,
  root,
}) => {
  await zk.create(`${root}/leaf`, 'a value')
  await openTree(page, root)
  await expect(tab(page, 'Children')).toHaveAttribute('aria-selected', 'true')
  await expect(znode(page).getByRole('link', { name: 'leaf', exact: true })).toBeVisible()

  await znode(page).getByRole('link', { name: 'leaf', exact: true }).click()
  await expect(shownValue(page, `${root}/leaf`)).toHaveText('a value')
  await page.goBack()
  await expect(tab(page, 'Children')).toHaveAttribute('aria-selected', 'true')

  await tab(page, 'Value').click()
  await page.reload()
  await expect(tab(page, 'Value')).toHaveAttribute('aria-selected', 'true')
  await page.goto('/main/tree')
  await expect(znode(page).getByRole('link', { name: 'zookeeper', exact: true })).toBeVisible()
})

test('a leaf that gets a child while one looks at its value stays where it is', async ({
  page,
  zk,
  root,
}) => {
  await openTree(page, root)
  await expect(page.getByRole('heading', { name: 'No data' })).toBeVisible()
  await zk.create(`${root}/late`)
  await expect(tab(page, 'Children')).toHaveText(/1/)
  await expect(tab(page, 'Value')).toHaveAttribute('aria-selected', 'true')
})

test('above the children it is said that there is no value, and one can be written', async ({
  page,
  zk,
  root,
}) => {
  await zk.create(`${root}/null`)
  await zk.create(`${root}/null/child`)
  await zk.create(`${root}/empty`, '')
  await zk.create(`${root}/empty/child`)
  await openTree(page, `${root}/empty`)
  await expect(znode(page)).toContainText('Empty data, 0 bytes')
  await row(page, 'null').click()
  await expect(znode(page)).toContainText('No data (null, which is not the same as empty)')
  await znode(page).getByRole('button', { name: 'write a value' }).click()
  await expect(editor(page, `${root}/null`)).toBeFocused()
})

test('of a znode with data and children the part that was chosen is remembered', async ({
  page,
  zk,
  root,
}) => {
  for (const name of ['one', 'two']) {
    await zk.create(`${root}/${name}`, name)
    await zk.create(`${root}/${name}/child`)
  }
  await page.goto(treeUrl(`${root}/one`))
  await expect(shownValue(page, `${root}/one`)).toHaveText('one')
  await tab(page, 'Children').click()
  await row(page, 'two').click()
  await expect(tab(page, 'Children')).toHaveAttribute('aria-selected', 'true')
})

test('in the tree a click opens a directory without data, and a filter says what it found', async ({
  page,
  zk,
  root,
}) => {
  for (const name of ['plain', 'valued']) {
    await zk.create(`${root}/${name}`, name === 'valued' ? 'x' : null)
    await zk.create(`${root}/${name}/inner`)
  }
  await openTree(page, root)
  await row(page, root.slice(1)).press('ArrowRight')
  await expect(row(page, 'plain')).toHaveAttribute('aria-description', '1 child')
  await row(page, 'plain').click()
  await expect(row(page, 'plain')).toHaveAttribute('aria-expanded', 'true')
  await row(page, 'valued').click()
  await expect(shownValue(page, `${root}/valued`)).toHaveText('x')
  await expect(row(page, 'valued')).toHaveAttribute('aria-expanded', 'false')
  await page.getByRole('searchbox', { name: 'Filter', exact: true }).fill('inne')
  await expect(row(page, 'inner').locator('mark')).toHaveText('inne')
})

test('a name of 441 characters is told from its neighbour, and read whole in one press', async ({
  page,
  zk,
  root,
}) => {
  const names = [1, 2].map((index) => `providers:${'dubbo%3A%2F%2F'.repeat(30)}-000000000${index}`)
  for (const name of names) await zk.create(`${root}/${name}`, 'x')
  await openTree(page, root)
  for (const index of [1, 2]) {
    const end = znode(page).getByRole('link').getByText(`-000000000${index}`)
    await expect(end).toBeInViewport({ ratio: 1 })
  }
  await znode(page).getByRole('link').getByText('-0000000002').click()
  await znode(page).getByRole('button', { name: 'Show the whole path' }).click()
  const whole = znode(page)
    .getByRole('paragraph')
    .filter({ hasText: `${root}/${names[1]}` })
  await expect(whole).toBeInViewport({ ratio: 1 })
})
