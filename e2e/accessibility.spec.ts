import { expectNoViolations } from '@/e2e/browser/axe'
import { expect, test } from '@/e2e/browser/fixtures'
import {
  editButton,
  fillEditor,
  openTree,
  reviewButton,
  row,
  shownValue,
  startEditing,
  tab,
  timeline,
  treeUrl,
  znode,
} from '@/e2e/browser/screen'

// An analysis of one screen takes seconds where the machine is busy, and a test makes several.
test.describe.configure({ timeout: 120_000 })

test('the explorer and each of its tabs', async ({ page, zk, root }) => {
  await zk.create(`${root}/json`, '{"a": [1, true, null, "text"]}')
  await openTree(page, `${root}/json`)
  await zk.create(`${root}/event`)
  await expect(timeline(page)).toContainText('event')
  await expect(shownValue(page, `${root}/json`)).toBeVisible()
  await expectNoViolations(page)
  for (const name of ['Children', 'History', 'ACL', 'Stat']) {
    await tab(page, name).click()
    await expect(page.getByRole('tabpanel')).toBeVisible()
    await expectNoViolations(page)
  }
  await row(page, root.slice(1)).click()
  await tab(page, 'Children').click()
  await expect(page.getByRole('table', { name: `Children of ${root}` })).toBeVisible()
  await expectNoViolations(page)
})

test('the history of the cluster', async ({ page, zk, root }) => {
  await zk.create(`${root}/event`, 'one')
  await page.goto(`/main/history?name=${root}`)
  const newest = page.getByRole('listitem').first()
  await expect(newest).toContainText('created')
  await zk.set(`${root}/event`, 'two')
  await expect(newest).toContainText('v0 → v1')
  await newest.getByRole('button').click()
  await expect(page.getByRole('region', { name: 'What changed' })).toBeVisible()
  await expectNoViolations(page)
  await page.getByRole('button', { name: /^When:/ }).click()
  const when = page.getByRole('dialog', { name: 'When' })
  await when.getByRole('textbox', { name: 'Since' }).fill('soon')
  await expect(when.getByText(/^Enter 2026-11-30/)).toBeVisible()
  await expectNoViolations(page)
  await page.keyboard.press('Escape')
  await page.getByText('Deleted znodes').click()
  await expect(page.getByText('No deleted znodes')).toBeVisible()
  await expectNoViolations(page)
})

test('a subtree of the past, and the plan that restores it', async ({ page, zk, root }) => {
  await zk.create(`${root}/event`, 'one')
  const past = `/main/history?view=past&path=${root}&at=2001-01-01T00:00`
  await page.goto('/main/history?view=past')
  await expect(page.getByText('Which subtree, and when?')).toBeVisible()
  await expectNoViolations(page)
  await page.goto(`${past}&show=all`)
  await expect(page.getByText('created since').first()).toBeVisible()
  await expectNoViolations(page)
  await page.goto(past)
  await page.getByRole('button', { name: 'event', exact: true }).click()
  await expect(page.getByRole('region', { name: 'What changed' })).toContainText('one')
  await expectNoViolations(page)
  await page.getByRole('checkbox', { name: `Restore ${root}/event` }).check()
  await page.getByRole('button', { name: 'Review restore of 1' }).click()
  await expect(page.getByRole('region', { name: 'What changed' })).toContainText('one')
  await expectNoViolations(page)
})

test('values of every kind', async ({ page, zk, root }) => {
  await zk.create(`${root}/binary`, Buffer.from([0, 255, 128, 7]))
  await zk.create(`${root}/yaml`, 'a:\n  - 1\n')
  await zk.create(`${root}/empty`, '')
  await zk.create(`${root}/locked`, 'secret')
  await zk.lock(`${root}/locked`)
  await openTree(page, `${root}/binary`)
  await expect(page.getByLabel(`Bytes of ${root}/binary`)).toBeVisible()
  await expectNoViolations(page)
  for (const name of ['yaml', 'empty', 'locked']) {
    await row(page, name).click()
    await expect(znode(page).getByRole('link', { name, exact: true })).toBeVisible()
    await expectNoViolations(page)
  }
  await page.goto(treeUrl(`${root}/missing`))
  await expect(page.getByText(`${root}/missing does not exist`)).toBeVisible()
  await expectNoViolations(page)
})

test('the editor and a conflict', async ({ page, zk, root }) => {
  const path = `${root}/contested`
  await zk.create(path, '{"base": true}')
  await startEditing(page, path, '{"base": "mine"}')
  await expectNoViolations(page)
  await reviewButton(page).click()
  for (const layout of ['Side by side', 'Unified', 'By key']) {
    await page.getByText(layout).click()
    await expect(page.getByRole('radio', { name: layout })).toBeChecked()
    await expectNoViolations(page)
  }
  await zk.set(path, '{"base": "theirs"}')
  await page.getByRole('button', { name: 'Merge' }).click()
  await page.getByRole('button', { name: 'type…' }).click()
  await expectNoViolations(page)
})

test('an editor of bytes, and of text that is wrong', async ({ page, zk, root }) => {
  await zk.create(`${root}/binary`, Buffer.from([0, 255, 128, 7]))
  await zk.create(`${root}/json`, '{"a": 1}')
  await startEditing(page, `${root}/binary`, '00 ff 80 0')
  await expect(page.getByText('is not a pair of hex digits')).toBeVisible()
  await expectNoViolations(page)
  await row(page, 'json').click()
  await editButton(page).click()
  await fillEditor(page, `${root}/json`, '{"a": }')
  await expect(page.getByText('Line 1, column 7:')).toBeVisible()
  await expectNoViolations(page)
  await page.keyboard.press('ControlOrMeta+f')
  await expect(page.getByRole('textbox', { name: 'Find' })).toBeFocused()
  await expectNoViolations(page)
})

test('the dialogs', async ({ page, zk, root }) => {
  await zk.create(`${root}/leaf`)
  await openTree(page, `${root}/leaf`)
  for (const name of ['Create a child', 'Delete']) {
    await page.getByRole('button', { name, exact: true }).click()
    await expect(page.getByRole('dialog', { name: new RegExp(`^${name}`) })).toBeVisible()
    await expectNoViolations(page)
    await page.keyboard.press('Escape')
  }
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('dialog', { name: 'Go to' })).toBeVisible()
  await expectNoViolations(page)
  await page.keyboard.press('Escape')
  await row(page, 'leaf').focus()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await expectNoViolations(page)
})

test('the drafts, and a value near the limit', async ({ page, zk, root }) => {
  const path = `${root}/draft`
  await zk.create(path, 'a=1')
  await startEditing(page, path, 'x'.repeat(850_000))
  await expect(znode(page).getByText('85% of the limit of 1 MB')).toBeVisible()
  await expectNoViolations(page)
  await page.getByRole('button', { name: '1 draft' }).click()
  await expect(page.getByRole('dialog', { name: 'My drafts' })).toBeVisible()
  await expectNoViolations(page)
})

test.describe('signed out', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('the pages without a session', async ({ page }) => {
    await page.goto(treeUrl('/'))
    await expect(page.getByRole('heading', { name: 'Sign in to Vivarium' })).toBeVisible()
    await expectNoViolations(page)
  })
})

test('the pages of what does not exist', async ({ page }) => {
  await page.goto('/no-such-cluster/tree')
  await expect(page.getByText('No cluster is called “no-such-cluster”')).toBeVisible()
  await expectNoViolations(page)
  await page.goto('/main/no-such-place')
  await expect(page.getByText('Page not found')).toBeVisible()
  await expectNoViolations(page)
})

test('the menus, and why the screen is live', async ({ page, root }) => {
  await openTree(page, root)
  for (const name of [/^Cluster:/, /^Language/, /^Theme/, /^Settings/]) {
    await page.getByRole('button', { name }).click()
    await expect(page.getByRole('menu')).toBeVisible()
    await expectNoViolations(page)
    await page.keyboard.press('Escape')
  }
  await page.getByRole('button', { name: /^Live/ }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectNoViolations(page)
})

test.describe('at phone width', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('each pane', async ({ page, zk, root }) => {
    await zk.create(`${root}/config`, 'a=1')
    await page.goto(treeUrl(`${root}/config`))
    await expect(shownValue(page, `${root}/config`)).toContainText('a=1')
    for (const pane of ['Tree', 'Timeline', 'Znode']) {
      await page.getByRole('navigation', { name: 'Places' }).getByText(pane).tap()
      await expectNoViolations(page)
    }
  })

  test('the filters of the history, and its When', async ({ page }) => {
    await page.goto('/main/history?by=everybody')
    await page.getByRole('button', { name: 'Filters' }).tap()
    await expect(page.getByRole('searchbox', { name: 'Person' })).toBeVisible()
    await expectNoViolations(page)
    await page.getByRole('button', { name: /^When:/ }).tap()
    await expect(page.getByRole('dialog', { name: 'When' })).toBeVisible()
    await expectNoViolations(page)
  })
})
