import type { Browser } from '@playwright/test'
import { openPage } from '@/bench/product/browser'
import type { SignedInServer } from '@/bench/product/measured-server'
import { observeHistory, timeToRows } from './history-observer'

/** Until the rows were on the screen (ms). */
export type OnScreen = { readonly opened: readonly number[]; readonly searched: readonly number[] }

/** Opens the history from the explorer by a click, and types a search whose rows are old. */
export async function openInBrowser(
  browser: Browser,
  server: SignedInServer,
  searches: readonly string[],
): Promise<OnScreen> {
  const page = await openPage(browser, server, observeHistory)
  const opened: number[] = []
  const searched: number[] = []
  for (const words of searches) {
    await page.goto('/main/tree')
    await page.getByRole('treeitem').first().waitFor()
    await page
      .getByRole('navigation', { name: 'Places' })
      .getByRole('link', { name: 'History' })
      .click()
    opened.push(await timeToRows(page))
    await page.getByRole('searchbox', { name: 'Path contains' }).fill(words)
    searched.push(await timeToRows(page))
  }
  await page.context().close()
  // The first round warms up and does not count.
  return { opened: opened.slice(1), searched: searched.slice(1) }
}
