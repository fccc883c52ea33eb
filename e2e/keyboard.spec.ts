import { expect, test } from './fixtures'
import { openTree, row, tree } from './screen'

test.beforeEach(async ({ zk, root }) => {
  for (const path of ['apple', 'apple/core', 'apple/pip', 'banana', 'cherry']) {
    await zk.create(`${root}/${path}`)
  }
})

test('the tree walks as the ARIA practices say', async ({ page, root }) => {
  await openTree(page, root)
  const parent = row(page, root.slice(1))
  await parent.focus()
  await expect(parent).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('ArrowRight')
  await expect(parent).toHaveAttribute('aria-expanded', 'true')
  await expect(parent).toBeFocused()

  await page.keyboard.press('ArrowRight')
  await expect(row(page, 'apple')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await expect(row(page, 'core')).toBeFocused()
  await expect(row(page, 'core')).not.toHaveAttribute('aria-expanded')
  await expect(row(page, 'core')).toHaveAttribute('aria-posinset', '1')
  await expect(row(page, 'core')).toHaveAttribute('aria-setsize', '2')

  await page.keyboard.press('ArrowLeft')
  await expect(row(page, 'apple')).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(row(page, 'apple')).toHaveAttribute('aria-expanded', 'false')
  await expect(row(page, 'core')).toHaveCount(0)
  await page.keyboard.press('ArrowLeft')
  await expect(parent).toBeFocused()
})

test('arrows move without opening, Enter selects, letters jump', async ({ page, root }) => {
  await openTree(page, root)
  await row(page, root.slice(1)).focus()
  await page.keyboard.press('ArrowRight')
  await expect(row(page, 'apple')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(row(page, 'banana')).toBeFocused()
  await expect(row(page, 'banana')).toHaveAttribute('aria-selected', 'false')
  await expect(row(page, 'apple')).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('ArrowUp')
  await expect(row(page, 'apple')).toBeFocused()

  await page.keyboard.press('c')
  await expect(row(page, 'cherry')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(row(page, 'cherry')).toHaveAttribute('aria-selected', 'true')
  expect(new URL(page.url()).searchParams.get('path')).toBe(`${root}/cherry`)
})

test('the tree is one tab stop and has a name', async ({ page, root }) => {
  await openTree(page, root)
  await expect(tree(page)).toHaveAccessibleName(/.+/)
  const stops = tree(page).locator('[tabindex="0"]')
  const own = (await tree(page).getAttribute('tabindex')) === '0' ? 1 : 0
  expect((await stops.count()) + own).toBe(1)
})

test('the palette goes to a path, and Escape gives the focus back', async ({ page, root }) => {
  await openTree(page, root)
  await page.keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('dialog', { name: 'Go to' })
  await palette.getByRole('combobox').fill(`${root}/apple/core`)
  await page.keyboard.press('Enter')
  await expect(palette).toBeHidden()
  await expect(row(page, 'core')).toHaveAttribute('aria-selected', 'true')

  await row(page, 'core').focus()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(palette).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
  await expect(row(page, 'core')).toBeFocused()
})

test('the palette does what can be done with the znode on screen', async ({ page, root }) => {
  await openTree(page, `${root}/cherry`)
  await page.keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('dialog', { name: 'Go to' })
  await expect(palette.getByRole('option').first()).toHaveText(/^Edit the value/)
  await palette.getByRole('combobox').fill('create')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: `Create a child of ${root}/cherry` })
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await page.keyboard.press('Escape')

  await page.keyboard.press('ControlOrMeta+k')
  await palette.getByRole('combobox').fill('filter')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('searchbox', { name: 'Filter' }).first()).toBeFocused()

  await page.keyboard.press('ControlOrMeta+k')
  await palette.getByRole('combobox').fill('show: stat')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: 'Stat' })).toHaveAttribute('aria-selected', 'true')
})

test('the palette says why something cannot be done', async ({ page, root }) => {
  await openTree(page, root)
  await page.keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('dialog', { name: 'Go to' })
  await palette.getByRole('combobox').fill('delete')
  const item = palette.getByRole('option', { name: 'Delete' })
  await expect(item).toHaveAttribute('aria-disabled', 'true')
  await expect(item).toContainText('Only a znode without children can be deleted')
})

test('? lists the shortcuts', async ({ page, root }) => {
  await openTree(page, root)
  await row(page, root.slice(1)).focus()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
})
