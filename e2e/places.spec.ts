import type { Locator } from '@playwright/test'
import { expect, test } from '@/e2e/browser/fixtures'
import { openTree, row, tree, znode } from '@/e2e/browser/screen'

test('a tab is called by its znode, the parent and the cluster, and follows where one goes', async ({
  page,
  zk,
  root,
}) => {
  await zk.create(`${root}/checkout`)
  await zk.create(`${root}/checkout/application.json`, '{}')
  await openTree(page, `${root}/checkout/application.json`)
  await expect(page).toHaveTitle('application.json · checkout · main')
  await row(page, 'checkout').click()
  await expect(page).toHaveTitle(`checkout · ${root.slice(1)} · main`)
  await page.goBack()
  await expect(page).toHaveTitle('application.json · checkout · main')
  const places = page.getByRole('navigation', { name: 'Places' })
  await places.getByRole('link', { name: 'History' }).click()
  await expect(page).toHaveTitle('History · main')
})

test('a row of the tree is a link: Ctrl and the middle button open it in a new tab', async ({
  page,
  context,
  zk,
  root,
}) => {
  await zk.create(`${root}/one`)
  await openTree(page, `${root}/one`)
  const presses: Array<Parameters<Locator['click']>[0]> = [
    { button: 'middle' },
    { modifiers: ['ControlOrMeta'] },
  ]
  for (const how of presses) {
    const [opened] = await Promise.all([
      context.waitForEvent('page'),
      row(page, root.slice(1)).click(how),
    ])
    await expect(opened).toHaveTitle(`${root.slice(1)} · main`)
    await opened.close()
  }
  await expect(row(page, 'one')).toHaveAttribute('aria-selected', 'true')
})

test('a path too long for its pane folds in the middle, and each step can be reached', async ({
  page,
  zk,
  root,
}) => {
  const names = Array.from({ length: 14 }, (_, level) => `some-level-number-${level}`)
  let path = root
  for (const name of names) {
    path += `/${name}`
    await zk.create(path)
  }
  await openTree(page, path)
  const crumbs = znode(page).getByRole('navigation', { name: 'Path' })
  await expect(crumbs.getByRole('link', { name: 'some-level-number-13' })).toBeInViewport()
  await expect(crumbs.getByRole('link', { name: 'some-level-number-12' })).toBeInViewport()
  await expect(crumbs.getByRole('link', { name: 'some-level-number-1', exact: true })).toHaveCount(
    0,
  )
  const wide = await crumbs.evaluate((nav) => nav.scrollWidth - nav.clientWidth)
  expect(wide).toBeLessThanOrEqual(0)
  await crumbs.getByRole('button', { name: /steps above$/ }).click()
  await page.getByRole('menuitem', { name: `${root}/some-level-number-0`, exact: true }).click()
  await expect(row(page, 'some-level-number-0')).toHaveAttribute('aria-selected', 'true')
})

test('however deep a row lies, more than half of the pane is left for its name', async ({
  page,
  zk,
  root,
}) => {
  let path = root
  for (let level = 0; level < 40; level += 1) {
    path += '/deeper'
    await zk.create(path)
  }
  await page.setViewportSize({ width: 1024, height: 768 })
  await openTree(page, path)
  const deepest = tree(page).locator('[aria-selected=true]')
  await expect(deepest).toHaveAttribute('aria-level', '41')
  const [indent, width] = await deepest.evaluate((element) => [
    Number.parseFloat(getComputedStyle(element).paddingInlineStart),
    element.clientWidth,
  ])
  expect(indent).toBeLessThanOrEqual(0.4 * (width ?? 0) + 1)
})

test('a row that changes while it is selected still looks selected', async ({ page, zk, root }) => {
  await zk.create(`${root}/one`, 'a')
  await openTree(page, `${root}/one`)
  const selected = row(page, 'one')
  const ground = () => selected.evaluate((element) => getComputedStyle(element).backgroundColor)
  await expect(selected).toHaveAttribute('aria-selected', 'true')
  const before = await ground()
  await zk.set(`${root}/one`, 'b')
  await expect(selected).toHaveCSS('background-image', /gradient/)
  expect(await ground()).toBe(before)
  await expect(selected).toHaveCSS('box-shadow', /inset/)
})
