import type { BrowserContext, Page } from '@playwright/test'
import { openStream } from '@/e2e/browser/event-stream'
import { expect, test } from '@/e2e/browser/fixtures'
import { openTree, pill, row, treeUrl } from '@/e2e/browser/screen'

/** HTTP/1.1 lets a browser open six connections to one host. */
const TABS = 10

// A second stream would be refused.
test.use({ settings: { VIVARIUM_MAX_STREAMS: '1' } })

async function openTabs(context: BrowserContext, first: Page, path: string): Promise<Page[]> {
  const tabs = [first]
  while (tabs.length < TABS) {
    const tab = await context.newPage()
    await tab.goto(treeUrl(path))
    tabs.push(tab)
  }
  return tabs
}

test('ten tabs share one stream, each is live, and the last takes it along', async ({
  context,
  page,
  zk,
  root,
  vivarium,
  signedIn,
}) => {
  test.setTimeout(120_000)
  await openTree(page, root)
  const tabs = await openTabs(context, page, root)
  for (const tab of tabs) await expect(pill(tab)).toHaveText(/Live/)
  await test.step('a change reaches every one of them', async () => {
    for (const tab of tabs) await row(tab, root.slice(1)).press('ArrowRight')
    await zk.create(`${root}/for-all`)
    for (const tab of tabs) await expect(row(tab, 'for-all')).toBeVisible()
  })
  await test.step('requests are not stalled', async () => {
    const answered = await page.evaluate(async () => (await fetch('/api/session')).status)
    expect(answered).toBe(200)
  })
  await test.step('one that is left takes nothing from the others', async () => {
    await page.close()
    await zk.create(`${root}/later`)
    for (const tab of tabs.slice(1)) await expect(row(tab, 'later')).toBeVisible()
  })
  for (const tab of tabs.slice(1)) await tab.close()
  await test.step('no stream is left', async () => {
    const status = async () => {
      const { response, leave } = await openStream(vivarium.origin, signedIn.cookies)
      leave()
      return response.status
    }
    await expect.poll(status).toBe(200)
  })
})
