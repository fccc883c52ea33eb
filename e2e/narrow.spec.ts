import type { Locator } from '@playwright/test'
import { expect, test } from '@/e2e/browser/fixtures'
import { openTree, shownValue, timeline, treeUrl, znode } from '@/e2e/browser/screen'

const isCut = (element: Locator) =>
  element.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('the palette says in full why an action is off, and leads only to other znodes', async ({
    page,
    zk,
    root,
  }) => {
    const other = `${root}/other`
    await zk.create(other, 'held')
    await page.goto(treeUrl(other))
    await expect(shownValue(page, other)).toContainText('held')
    await page.goto(treeUrl(root))
    await expect(znode(page)).toContainText('other')
    await page.getByRole('button', { name: 'Find a znode, path or action' }).click()
    const why = page.getByText('Only a znode without children can be deleted; this one has 1.')
    await expect(why).toBeVisible()
    expect(await isCut(why)).toBe(false)
    await expect(page.getByRole('option', { name: other, exact: true })).toBeVisible()
    await expect(page.getByRole('option', { name: root, exact: true })).toHaveCount(0)
  })
})

test('what opens below a button stays below it when the window is resized', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto('/main/history')
  const button = page.getByRole('button', { name: /^When/ })
  await button.click()
  const pane = page.getByRole('dialog', { name: 'When' })
  await expect(pane).toBeVisible()
  await page.setViewportSize({ width: 900, height: 700 })
  const gap = async () => {
    const [above, below] = [await button.boundingBox(), await pane.boundingBox()]
    return above && below ? Math.round(below.y - above.y - above.height) : undefined
  }
  await expect.poll(gap).toBe(4)
  const right = async () => ((await pane.boundingBox())?.x ?? 0) + 288
  expect(await right()).toBeLessThanOrEqual(900)
})

test('the timeline keeps the last name of a long path', async ({ page, zk, root }) => {
  let parent = root
  for (const name of ['orders', 'service-of-the-north', 'payments-and-refunds', 'last-name']) {
    parent = `${parent}/${name}`
    await zk.create(parent)
  }
  await openTree(page, root)
  await zk.create(`${parent}/leaf`)
  const event = timeline(page).getByRole('listitem').filter({ hasText: 'leaf' })
  await expect(event).toContainText('last-name')
  const isShown = await event.evaluate((element) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const at = text.textContent?.indexOf('/last-name') ?? -1
      if (at < 0) continue
      const range = document.createRange()
      range.setStart(text, at)
      range.setEnd(text, at + '/last-name'.length)
      return range.getBoundingClientRect().right <= element.getBoundingClientRect().right
    }
    return undefined
  })
  expect(isShown).toBe(true)
})
