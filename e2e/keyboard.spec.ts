import { expect, test } from '@/e2e/browser/fixtures'
import { editor, keepBusy, openTree, pill, row, tree } from '@/e2e/browser/screen'

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

test('the palette takes what is typed each time it opens', async ({ page, root }) => {
  await openTree(page, root)
  const palette = page.getByRole('dialog', { name: 'Go to' })
  for (const open of ['key', 'key', 'press', 'key']) {
    if (open === 'key') await page.keyboard.press('ControlOrMeta+k')
    else await page.getByRole('button', { name: 'Find a znode, path or action' }).click()
    await page.keyboard.type('/sess')
    await expect(palette.getByRole('combobox')).toHaveValue('/sess')
    await page.keyboard.press('Escape')
    await expect(palette).toBeHidden()
  }
})

test('what is typed while the editor or a dialog still loads is text, and no shortcut', async ({
  page,
  zk,
  root,
}) => {
  await zk.create(`${root}/note`, '')
  await keepBusy(page)
  await openTree(page, `${root}/note`)
  let comes: () => void = () => undefined
  const late = new Promise<void>((resolve) => {
    comes = resolve
  })
  await page.route('**/_next/static/chunks/**', async (route) => {
    await late
    await route.continue()
  })
  const isShown = page.getByRole('region', { name: 'Timeline' })
  await expect(isShown).toBeVisible()
  await page.locator('body').press('c')
  await page.keyboard.type('tect?')
  const name = page.getByRole('dialog').getByRole('textbox', { name: 'Name' })
  await expect(name).toHaveCount(0)
  comes()
  await expect(name).toHaveValue('tect?')
  await expect(isShown).toBeVisible()
  await page.keyboard.press('Escape')
  await page.locator('body').press('e')
  await page.keyboard.type('tec')
  await expect(editor(page, `${root}/note`)).toHaveText('tec')
})

test('Ctrl+Enter sends every form', async ({ page, zk, root }) => {
  await openTree(page, root)
  await page.getByRole('button', { name: 'Create a child' }).click()
  await page.keyboard.type('made')
  await page.keyboard.press('Tab')
  await page.keyboard.type('its value')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(row(page, 'made')).toHaveAttribute('aria-selected', 'true')
  expect(String((await zk.get(`${root}/made`)).data)).toBe('its value')
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: `Delete ${root}/made` })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await dialog.getByRole('textbox', { name: /^Reason/ }).fill('done with it')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(dialog).toBeHidden()
  await expect(row(page, 'made')).toHaveCount(0)
})

test('the palette does what can be done with the znode on screen', async ({ page, root }) => {
  await openTree(page, `${root}/cherry`)
  await expect(pill(page)).toContainText('Live')
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

test('an icon says what it does to the keyboard and to a finger that stays, which presses nothing', async ({
  page,
  root,
}) => {
  await openTree(page, `${root}/cherry`)
  const tip = page.getByText('Delete', { exact: true })
  await page.getByRole('button', { name: 'Create a child' }).focus()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Delete', exact: true })).toBeFocused()
  await expect(tip).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(tip).toHaveCount(0)

  const finger = { pointerType: 'touch', bubbles: true }
  const button = page.getByRole('button', { name: 'Delete', exact: true })
  await button.dispatchEvent('pointerdown', finger)
  await expect(tip).toBeVisible()
  await button.dispatchEvent('pointerup', finger)
  await button.dispatchEvent('click')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await button.dispatchEvent('click')
  await expect(page.getByRole('dialog')).toBeVisible()
})

test('an open menu is not covered by the tip of its button', async ({ page, zk, root }) => {
  await zk.set(`${root}/cherry`, 'a=1')
  await openTree(page, `${root}/cherry`)
  const more = page.getByRole('button', { name: 'More for this value' })
  const tip = (text: string) => page.getByText(text, { exact: true })
  await more.hover()
  await expect(tip('More for this value')).toBeVisible()
  await more.click()
  await expect(page.getByRole('menu')).toBeVisible()
  await page.getByRole('button', { name: 'Download the stored bytes' }).hover()
  await expect(tip('Download the stored bytes')).toBeVisible()
  await more.hover()
  await expect(tip('Download the stored bytes')).toHaveCount(0)
  await expect(page.getByRole('menu')).toBeVisible()
  expect(await tip('More for this value').count()).toBe(0)
})

test('? lists the shortcuts', async ({ page, root }) => {
  await openTree(page, root)
  await row(page, root.slice(1)).focus()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
})
