import { expect, test } from '@/e2e/browser/fixtures'
import { openTree, row, shownValue, tab, tree, treeUrl, znode } from '@/e2e/browser/screen'
import { STAT_FIELDS } from '@/lib/znode/stat'

const DEPTH = 60

test('browses to depth 60 with the arrow keys', async ({ page, zk, root }) => {
  test.slow()
  const names = Array.from({ length: DEPTH - 1 }, (_, level) => `level-${level + 2}`)
  let path = root
  for (const name of names) {
    path = `${path}/${name}`
    await zk.create(path, `at ${name}`)
  }
  await openTree(page, root)
  await row(page, root.slice(1)).focus()
  for (const name of names) {
    await page.keyboard.press('ArrowRight')
    await expect(row(page, name)).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect(row(page, name)).toBeFocused()
  }
  await expect(row(page, `level-${DEPTH}`)).toHaveAttribute('aria-level', `${DEPTH}`)
  await page.keyboard.press('Enter')
  await expect(shownValue(page, path)).toContainText(`at level-${DEPTH}`)
})

test('opens a directory of 10,000 and jumps to its end by keyboard', async ({ page, zk, root }) => {
  const names = Array.from({ length: 10_000 }, (_, index) => `n-${`${index}`.padStart(5, '0')}`)
  await zk.createMany(root, names)
  await openTree(page, root)
  const parent = row(page, root.slice(1))
  await parent.focus()
  await page.keyboard.press('ArrowRight')
  await expect(row(page, 'n-00000')).toBeVisible()
  await expect(row(page, 'n-00000')).toHaveAttribute('aria-setsize', '10000')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.type('n-09999')
  await expect(row(page, 'n-09999')).toBeFocused()
  await expect(row(page, 'n-09999')).toHaveAttribute('aria-posinset', '10000')
  expect(await tree(page).getByRole('treeitem').count()).toBeLessThan(200)

  await page.keyboard.press('Home')
  await expect(tree(page).getByRole('treeitem').first()).toBeFocused()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(tree(page).getByRole('treeitem').last()).toBeFocused()
})

test('a place has a URL: deep link, back and forward', async ({ page, zk, root }) => {
  await zk.create(`${root}/a`, 'the first')
  await zk.create(`${root}/a/b`, 'the second')
  await page.goto(treeUrl(`${root}/a/b`))
  await expect(row(page, 'b')).toHaveAttribute('aria-selected', 'true')
  await expect(shownValue(page, `${root}/a/b`)).toContainText('the second')

  await row(page, 'a').click()
  await expect(shownValue(page, `${root}/a`)).toContainText('the first')
  await page.goBack()
  await expect(shownValue(page, `${root}/a/b`)).toContainText('the second')
  await expect(row(page, 'b')).toHaveAttribute('aria-selected', 'true')
  await page.goForward()
  await expect(shownValue(page, `${root}/a`)).toContainText('the first')
})

test('a link to a znode that does not exist says so, and shows it once created', async ({
  page,
  zk,
  root,
}) => {
  await page.goto(treeUrl(`${root}/later`))
  await expect(page.getByText(`${root}/later does not exist`)).toBeVisible()
  await zk.create(`${root}/later`, 'here now')
  await expect(shownValue(page, `${root}/later`)).toContainText('here now')
})

test('a path that does not exist leads to the nearest that does, and can be created below it', async ({
  page,
  zk,
  root,
}) => {
  await page.goto(treeUrl(`${root}/no/where`))
  await expect(znode(page).getByRole('link', { name: `Go to ${root}`, exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Create it' })).toHaveCount(0)
  await page.goto(treeUrl(`${root}/here`))
  await page.getByRole('button', { name: 'Create it' }).click()
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('here')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(znode(page).getByRole('heading', { name: 'Empty data' })).toBeVisible()
  expect(await zk.exists(`${root}/here`)).toBe(true)
})

test('a path that is none says why', async ({ page }) => {
  await page.goto(treeUrl('no-slash'))
  await expect(page.getByText('This is not a znode path')).toBeVisible()
})

test('the tabs show children, ACL and stat, and have URLs of their own', async ({
  page,
  zk,
  root,
}) => {
  await zk.create(`${root}/child`, 'abc')
  await openTree(page, root)
  await tab(page, 'Children').click()
  const children = page.getByRole('table', { name: `Children of ${root}` })
  await expect(children.getByRole('link', { name: 'child', exact: true })).toBeVisible()

  await tab(page, 'ACL').click()
  await expect(znode(page)).toContainText('Anyone')

  await tab(page, 'Stat').click()
  const stat = page.getByRole('table', { name: `Stat of ${root}` })
  for (const field of STAT_FIELDS) {
    await expect(stat.getByText(field, { exact: true })).toBeVisible()
  }

  await page.reload()
  await expect(tab(page, 'Stat')).toHaveAttribute('aria-selected', 'true')
})

test('a znode that its ACL hides says so, and its siblings work', async ({ page, zk, root }) => {
  await zk.create(`${root}/locked`, 'secret')
  await zk.create(`${root}/open`, 'not secret')
  await zk.lock(`${root}/locked`)
  await openTree(page, `${root}/locked`)
  await expect(page.getByRole('heading', { name: /does not allow reading/ })).toBeVisible()
  await expect(page.getByText('secret', { exact: true })).toHaveCount(0)
  await tab(page, 'ACL').click()
  await expect(znode(page)).toContainText('The ACL could not be read')
  await row(page, 'open').click()
  await tab(page, 'Value').click()
  await expect(znode(page)).toContainText('not secret')
})
