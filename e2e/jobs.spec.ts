import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '@/e2e/browser/fixtures'
import {
  editButton,
  editor,
  openTree,
  row,
  saveButton,
  shownValue,
  timeline,
  znode,
} from '@/e2e/browser/screen'

/** Hands that count: a click, a key, and a text that is typed are one press each. */
function handsOn(page: Page) {
  let presses = 0
  return {
    click: (target: Locator) => {
      presses += 1
      return target.click()
    },
    /** Selects the word under the pointer, as with the mouse. */
    pick: (target: Locator) => {
      presses += 1
      return target.dblclick()
    },
    press: (key: string) => {
      presses += 1
      return page.keyboard.press(key)
    },
    /** Types where the focus is: what does not take it costs a press more. */
    type: (text: string) => {
      presses += 1
      return page.keyboard.type(text)
    },
    count: () => presses,
  }
}

test('one number of a JSON value is changed with a reason in 7 presses', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/checkout.json`
  await zk.create(path, '{\n  "retries": 3,\n  "timeoutMs": 1500\n}\n')
  await openTree(page, root)
  await row(page, root.slice(1)).press('ArrowRight')
  await expect(row(page, 'checkout.json')).toBeVisible()
  const hands = handsOn(page)
  await hands.click(row(page, 'checkout.json'))
  await expect(shownValue(page, path)).toContainText('1500')
  await hands.click(editButton(page))
  await hands.pick(editor(page, path).getByText('1500', { exact: true }))
  await hands.type('2500')
  await hands.press('ControlOrMeta+Enter')
  await expect(znode(page)).toContainText('timeoutMs')
  await hands.type('EU launch')
  await expect(znode(page).getByRole('textbox', { name: 'Reason' })).toHaveValue('EU launch')
  await expect(saveButton(page)).toBeEnabled()
  await hands.press('ControlOrMeta+Enter')
  await expect(page.getByText('Saved as v1')).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('{\n  "retries": 3,\n  "timeoutMs": 2500\n}\n')
  expect(hands.count()).toBeLessThanOrEqual(7)
})

test('a configuration of which one knows the name alone is found in 3 presses', async ({
  page,
  zk,
  root,
}) => {
  const name = `ledger-${root.slice(5)}.json`
  const path = `${root}/teams/payments/${name}`
  for (const parent of [`${root}/teams`, `${root}/teams/payments`]) await zk.create(parent)
  await zk.create(path, '{"found": true}')
  await openTree(page, '/')
  const hands = handsOn(page)
  await hands.press('ControlOrMeta+k')
  await hands.type('ledger pay')
  // It is in no list that is open: the history has seen it.
  const found = page.getByRole('dialog').getByRole('option', { name })
  await expect(found).toHaveAttribute('aria-selected', 'true')
  await hands.press('Enter')
  await expect(shownValue(page, path)).toContainText('found')
  expect(hands.count()).toBe(3)
})

test('the addresses of five instances are read in at most 7 presses', async ({
  page,
  zk,
  root,
}) => {
  await zk.create(`${root}/instances`)
  const ports = [8081, 8082, 8083, 8084, 8085]
  for (const port of ports)
    await zk.create(`${root}/instances/i-${port}`, `{"address":"10.0.3.20:${port}"}`, 'EPHEMERAL')
  await openTree(page, `${root}/instances`)
  const hands = handsOn(page)
  await row(page, 'instances').focus()
  await hands.press('ArrowRight')
  for (const port of ports) {
    await hands.click(row(page, `i-${port}`))
    await expect(znode(page)).toContainText(`10.0.3.20:${port}`)
  }
  expect(hands.count()).toBeLessThanOrEqual(7)
})

test('the session of an ephemeral is read with 1 press', async ({ page, zk, root }) => {
  await zk.create(`${root}/leader`, 'one', 'EPHEMERAL')
  const { stat } = await zk.get(`${root}/leader`)
  await openTree(page, root)
  await row(page, root.slice(1)).press('ArrowRight')
  const hands = handsOn(page)
  await hands.click(row(page, 'leader'))
  await expect(znode(page)).toContainText(stat.ephemeralOwner)
  expect(hands.count()).toBe(1)
})

test('a znode with a child is created in at most 4 presses for each', async ({
  page,
  zk,
  root,
}) => {
  await openTree(page, root)
  await row(page, root.slice(1)).focus()
  const hands = handsOn(page)
  for (const name of ['catalog', 'limits']) {
    await hands.click(znode(page).getByRole('button', { name: 'Create a child' }))
    await hands.type(name)
    await hands.press('Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(row(page, name)).toHaveAttribute('aria-selected', 'true')
  }
  expect(await zk.exists(`${root}/catalog/limits`)).toBe(true)
  expect(hands.count()).toBeLessThanOrEqual(8)
})

test('the holder of a lock, the first in its queue, is read in at most 8 presses', async ({
  page,
  zk,
  root,
}) => {
  const queue = ['c-0000000042', 'a-0000000043', 'b-0000000041']
  const named = (name: string) =>
    `_c_${name[0]}845b838-3962-1bf0-45c0-f2aa00000000-lock-${name.slice(2)}`
  for (const name of queue) await zk.create(`${root}/${named(name)}`, `10.0.0.${name.at(-1)}`)
  await openTree(page, root)
  const hands = handsOn(page)
  await row(page, root.slice(1)).focus()
  await hands.press('ArrowRight')
  for (const name of queue) await expect(row(page, named(name))).toContainText(name.slice(2))
  await hands.click(row(page, named('b-0000000041')))
  await expect(znode(page)).toContainText('10.0.0.1')
  expect(hands.count()).toBeLessThanOrEqual(8)
})

test('back and forth between two znodes is one press each way', async ({ page, zk, root }) => {
  for (const name of ['one', 'two']) await zk.create(`${root}/${name}`, `value of ${name}`)
  await openTree(page, `${root}/one`)
  await row(page, 'two').click()
  await expect(shownValue(page, `${root}/two`)).toContainText('value of two')
  await page.goBack()
  await expect(shownValue(page, `${root}/one`)).toContainText('value of one')
  await page.goForward()
  await expect(shownValue(page, `${root}/two`)).toContainText('value of two')
})

test('one value comes out as a file with 1 press', async ({ page, zk, root }) => {
  await zk.create(`${root}/one`, 'kept')
  await openTree(page, `${root}/one`)
  const hands = handsOn(page)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    hands.click(znode(page).getByRole('button', { name: 'Download the stored bytes' })),
  ])
  expect(await readFile(await download.path(), 'utf8')).toBe('kept')
  expect(hands.count()).toBe(1)
})

test('one subtree is watched in the timeline, and nothing else, in 2 presses', async ({
  page,
  zk,
  root,
}) => {
  for (const name of ['mine', 'other']) await zk.create(`${root}/${name}`)
  await openTree(page, `${root}/mine`)
  const hands = handsOn(page)
  await hands.click(page.getByRole('searchbox', { name: 'Filter events' }))
  await hands.type(`${root}/mine`)
  await zk.set(`${root}/other`, 'noise')
  await zk.set(`${root}/mine`, 'signal')
  await expect(timeline(page)).toContainText('v0 → v1')
  await expect(timeline(page)).not.toContainText(`${root}/other`)
  expect(hands.count()).toBe(2)
})
