import { expect, test } from '@/e2e/browser/fixtures'
import { openTree, shownValue, tab, timeline } from '@/e2e/browser/screen'

test('what happened before the page opened is there, and a reload forgets none of it', async ({
  page,
  zk,
  root,
}) => {
  await zk.create(`${root}/before-the-page`, 'one')
  await openTree(page, root)
  await expect(timeline(page)).toContainText('before-the-page')
  await zk.create(`${root}/while-it-is-open`)
  await expect(timeline(page)).toContainText('while-it-is-open')
  await page.reload()
  await expect(timeline(page)).toContainText('while-it-is-open')
  await expect(timeline(page)).toContainText('before-the-page')
  const rate = page.getByRole('region', { name: 'Timeline' }).getByText(/^\d+ \/ min$/)
  await expect(rate).not.toHaveText('0 / min')
  const told = timeline(page).getByRole('link', { name: 'while-it-is-open', exact: true })
  await expect(told).toHaveCount(1)
})

test('a second tab begins with what the first one saw', async ({ page, context, zk, root }) => {
  await openTree(page, root)
  await zk.create(`${root}/early`)
  await expect(timeline(page)).toContainText('early')
  const second = await context.newPage()
  await openTree(second, root)
  await expect(timeline(second)).toContainText('early')
  await second.close()
})

test('versions that came between lead to the history that holds them', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/counter`
  await zk.create(path, '0')
  await openTree(page, path)
  await expect(shownValue(page, path)).toHaveText('0')
  const between = timeline(page).getByRole('link', { name: /versions? in between$/ })
  await expect(async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => zk.set(path, `${index}`)))
    await expect(between.first()).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await expect(timeline(page)).not.toContainText('not seen')
  await between.first().click()
  await expect(tab(page, 'History')).toHaveAttribute('aria-selected', 'true')
})

test('the zone of all times is named', async ({ page, root }) => {
  await openTree(page, root)
  const { timeZone } = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions())
  await expect(page.getByRole('contentinfo')).toContainText(timeZone)
})

test('on a narrow screen the timeline is folded until it is asked for', async ({ page, root }) => {
  await page.setViewportSize({ width: 1_100, height: 800 })
  await openTree(page, root)
  const pane = page.getByRole('region', { name: 'Timeline' })
  await expect(pane).toBeHidden()
  await page.keyboard.press('t')
  await expect(timeline(page)).toBeVisible()
  await page.keyboard.press('t')
  await expect(pane).toBeHidden()
})
