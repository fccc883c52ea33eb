import type { Locator, Page } from '@playwright/test'

/** Where `path` is shown. */
export function treeUrl(path: string): string {
  return `/main/tree?path=${encodeURIComponent(path)}`
}

/** Goes to the explorer at `path`. */
export async function openTree(page: Page, path: string): Promise<void> {
  await page.goto(treeUrl(path))
  await tree(page).getByRole('treeitem').first().waitFor()
}

/** The tree of znodes. */
export function tree(page: Page): Locator {
  return page.getByRole('tree')
}

/** The row of the znode with that name. */
export function row(page: Page, name: string): Locator {
  return tree(page).getByRole('treeitem', { name, exact: true })
}

/** What says whether the screen is live. */
export function pill(page: Page): Locator {
  return page.getByRole('button', { name: /^Connection:/ })
}

/** The timeline's events. */
export function timeline(page: Page): Locator {
  return page.getByRole('log', { name: 'Live events' })
}

/** The pane that shows the znode at `path`. */
export function znode(page: Page, path: string): Locator {
  return page.getByRole('region', { name: `Znode ${path}`, exact: true })
}

/** The value on screen of the znode at `path`. */
export function shownValue(page: Page, path: string): Locator {
  return page.getByLabel(`Value of ${path}`, { exact: true })
}

/** The editor's text field. */
export function editor(page: Page, path: string): Locator {
  return page.getByRole('textbox', { name: `Edit ${path}`, exact: true })
}
