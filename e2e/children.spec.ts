import { gzipSync } from 'node:zlib'
import type { Locator, Page } from '@playwright/test'
import { expectNoViolations } from '@/e2e/browser/axe'
import { expect, test } from '@/e2e/browser/fixtures'
import { openTree, row, shownValue, tree, znode } from '@/e2e/browser/screen'

test('each row says in a line what the child holds, and nothing of a secret', async ({
  page,
  zk,
  root,
}) => {
  const values: ReadonlyArray<[string, string | Buffer | null]> = [
    ['limits.json', '{"retries": 3, "on": true, "password": "hunter2"}'],
    ['packed', gzipSync('[1, 2, 3]')],
    ['counter', Buffer.from([0, 0, 0, 0, 0, 0x12, 0x60, 0xad])],
    ['db-password', 'hunter2'],
    ['nothing', null],
    ['parent', null],
    ['readme', 'first line\nsecond line\n'],
  ]
  for (const [name, value] of values) await zk.create(`${root}/${name}`, value)
  await zk.create(`${root}/parent/one`)
  await openTree(page, root)
  const line = (name: string) => childRows(page).filter({ hasText: name })
  await expect(line('limits.json')).toContainText('3 keys · retries 3 · on true')
  await expect(line('packed')).toContainText('gzip · 3 items')
  await expect(line('counter')).toContainText('8-byte number 1204397')
  await expect(line('db-password')).toContainText('hidden')
  await expect(line('nothing')).toContainText('no data')
  await expect(line('parent')).toContainText('1 child')
  await expect(line('readme')).toContainText('2 lines: first line')
  await expect(znode(page)).not.toContainText('hunter2')

  await zk.set(`${root}/readme`, 'another line')
  await expect(line('readme')).toContainText('another line')
})

test('folders come first where that is chosen', async ({ page, zk, root }) => {
  await zk.create(`${root}/apple.json`, '{"core": 1}')
  await zk.create(`${root}/basket`)
  await zk.create(`${root}/basket/one`)
  await zk.create(`${root}/cherry`, 'stone')
  await openTree(page, root)
  await znode(page).getByRole('button', { name: 'Folders first' }).click()
  await expect(childLinks(page)).toHaveText(['basket', 'apple.json', 'cherry'])
})

test('Space shows what the row holds beside the list; the focus stays, and the next row follows', async ({
  page,
  zk,
  root,
}) => {
  await zk.create(`${root}/apple.json`, '{"core": 1}')
  await zk.create(`${root}/basket`)
  await zk.create(`${root}/basket/one`)
  await zk.create(`${root}/cherry`, 'stone')
  await openTree(page, root)
  await childLinks(page).first().focus()
  await page.keyboard.press('Space')
  const peek = (name: string) => page.getByRole('region', { name: `What ${name} holds` })
  await expect(peek('apple.json')).toContainText('"core": 1')
  await page.keyboard.press('End')
  await expect(peek('cherry')).toContainText('stone')
  await zk.set(`${root}/cherry`, 'pip')
  await expect(peek('cherry')).toContainText('pip')
  await expect(childLinks(page).last()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(peek('cherry')).toHaveCount(0)
})

test('children are found by name, sorted by every column, and by kind', async ({
  page,
  zk,
  root,
}) => {
  for (const [name, size] of [
    ['alpha', 30],
    ['beta', 10],
    ['alphabet', 20],
  ] as const)
    await zk.create(`${root}/${name}`, 'x'.repeat(size))
  await zk.create(`${root}/beta/leaf`)
  await openTree(page, root)
  await expect(childRows(page)).toHaveCount(3)
  await page.locator('body').press('f')
  const filter = znode(page).getByRole('searchbox', { name: 'Filter 3 children' })
  await expect(filter).toBeFocused()
  await page.keyboard.type('ALPHA')
  await expect(childLinks(page)).toHaveText(['alpha', 'alphabet'])
  await expect(znode(page).getByRole('status').filter({ hasText: '2 of 3' })).toBeAttached()
  await expect(znode(page).locator('mark')).toHaveText(['alpha', 'alpha'])
  await filter.press('Escape')

  const size = znode(page).getByRole('columnheader', { name: 'Size' })
  await size.getByRole('button').click()
  await expect(childLinks(page)).toHaveText(['beta', 'alphabet', 'alpha'])
  await expect(size).toHaveAttribute('aria-sort', 'ascending')
  await expect(znode(page)).toContainText('Sorted and filtered by stats as of')
  await size.getByRole('button').click()
  await expect(childLinks(page)).toHaveText(['alpha', 'alphabet', 'beta'])
  await znode(page).getByText('Leaves 2').click()
  await expect(childLinks(page)).toHaveText(['alpha', 'alphabet'])
})

test('siblings with sequence numbers stand in their order, until by name is chosen', async ({
  page,
  zk,
  root,
}) => {
  const names = ['_c_9f-lock-0000000002', '_c_0a-lock-0000000010', '_c_5d-lock-0000000001']
  for (const name of names) await zk.create(`${root}/${name}`)
  await openTree(page, root)
  const served = [names[2], names[0], names[1]].map((name) => name ?? '')
  await expect(childLinks(page)).toHaveText(served)
  await row(page, root.slice(1)).press('ArrowRight')
  await expect(tree(page).getByRole('treeitem', { name: /lock-/ })).toHaveText(served.map(endsOf))
  const toggle = znode(page).getByRole('button', { name: 'By sequence' })
  await expect(toggle).toHaveAttribute('aria-pressed', 'true')
  await toggle.click()
  await expect(childLinks(page)).toHaveText([...names].sort())
  await page.reload()
  await expect(childLinks(page)).toHaveText([...names].sort())
})

test('the keyboard goes from row to row, chooses, copies and opens', async ({ page, zk, root }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  for (const name of ['a', 'b', 'c', 'd']) await zk.create(`${root}/${name}`, name)
  await openTree(page, root)
  await expect(childRows(page)).toHaveCount(4)
  await page.locator('body').press('f')
  await page.keyboard.press('ArrowDown')
  await expect(childLinks(page).nth(0)).toBeFocused()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(znode(page)).toContainText('2 selected')
  await childRows(page).nth(3).getByRole('button', { name: 'Select d' }).click()
  await znode(page).getByRole('button', { name: 'Copy paths' }).click()
  await expect(page.getByRole('status').filter({ hasText: '3 paths copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    ['b', 'c', 'd'].map((name) => `${root}/${name}`).join('\n'),
  )
  await zk.remove(`${root}/d`)
  await expect(znode(page)).toContainText('2 selected')
  await childLinks(page).nth(1).press('Escape')
  await expect(znode(page)).not.toContainText('selected')
  await page.keyboard.press('End')
  await expect(childLinks(page).nth(2)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(shownValue(page, `${root}/c`)).toHaveText('c')
})

test('a row has a menu: a leaf is deleted from it, and a parent is not', async ({
  page,
  zk,
  root,
}) => {
  await zk.create(`${root}/leaf`, 'x')
  await zk.create(`${root}/parent`)
  await zk.create(`${root}/parent/child`)
  await openTree(page, root)
  await childLinks(page).nth(1).click({ button: 'right' })
  await expect(page.getByRole('menuitem', { name: 'Create a child…' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Delete…' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(childLinks(page).nth(1)).toBeFocused()
  await childLinks(page).nth(0).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  const dialog = page.getByRole('dialog', { name: `Delete ${root}/leaf` })
  await dialog.getByRole('button', { name: /^Delete/ }).click()
  await expect(childLinks(page)).toHaveText(['parent'])
  expect(await zk.exists(`${root}/leaf`)).toBe(false)
})

test('above 2,000 children sorting by stats asks first; names are searched all the same', async ({
  page,
  zk,
  root,
}) => {
  await zk.createMany(
    root,
    Array.from({ length: 2_100 }, (_, index) => `n${`${index}`.padStart(4, '0')}`),
  )
  await openTree(page, root)
  const filter = znode(page).getByRole('searchbox', { name: 'Filter 2,100 children' })
  await filter.fill('n209')
  await expect(childLinks(page)).toHaveCount(10)
  await filter.fill('')
  await znode(page).getByRole('columnheader', { name: 'Modified' }).getByRole('button').click()
  await expect(znode(page)).toContainText('This reads 2,100 stats.')
  await znode(page).getByRole('button', { name: 'Read them' }).click()
  await expect(znode(page)).toContainText('Sorted and filtered by stats as of')
  await expect(znode(page).getByText('Leaves 2,100')).toBeVisible()
})

test('a directory has no accessibility problem', async ({ page, zk, root }) => {
  for (const name of ['a.json', 'b', 'c-0000000001']) await zk.create(`${root}/${name}`, '{"a": 1}')
  // An analysis of one screen takes seconds where the machine is busy.
  test.setTimeout(120_000)
  await openTree(page, root)
  await expect(childRows(page).nth(0)).toContainText('1 key')
  await childLinks(page).nth(1).press('x')
  await expectNoViolations(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(childRows(page).nth(0)).toContainText('1 key')
  await expectNoViolations(page)
  await childLinks(page).nth(0).click({ button: 'right' })
  await expect(page.getByRole('menu')).toBeVisible()
  await expectNoViolations(page)
})

/** The rows of the children, without the heads of the columns. */
function childRows(page: Page): Locator {
  return znode(page).locator('[data-child]')
}

function childLinks(page: Page): Locator {
  return childRows(page).getByRole('link')
}

/** A text that ends so. */
function endsOf(name: string): RegExp {
  return new RegExp(`${name.slice(-10)}`)
}
