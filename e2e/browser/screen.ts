import { expect, type Locator, type Page } from '@playwright/test'
import { visibleText } from '@/lib/znode/visible-text'

/** Where `path` is shown. */
export function treeUrl(path: string): string {
  return `/main/tree?path=${encodeURIComponent(path)}`
}

/** Goes to the explorer at `path`. */
export async function openTree(page: Page, path: string): Promise<void> {
  await page.goto(treeUrl(path))
  await tree(page).getByRole('treeitem').first().waitFor()
}

/** Makes a page that is never idle: what it does not show now, it does not load ahead. */
export async function keepBusy(page: Page): Promise<void> {
  await page.addInitScript(() => Object.assign(window, { requestIdleCallback: () => 0 }))
}

/** The tree of znodes. */
export function tree(page: Page): Locator {
  return page.getByRole('tree')
}

/** The row of the znode with that name. */
export function row(page: Page, name: string): Locator {
  return tree(page).getByRole('treeitem', { name: visibleText(name), exact: true })
}

/** What says whether the screen is live: `Connection: Live`. */
export function pill(page: Page): Locator {
  return page.getByRole('status').filter({ hasText: /^Connection:/ })
}

/** The timeline's events. */
export function timeline(page: Page): Locator {
  return page.getByRole('log', { name: 'Live events' })
}

/** The pane that shows one znode. */
export function znode(page: Page): Locator {
  return page.getByRole('region', { name: /^Znode / })
}

/** One part of that znode: `Value`, `Children`, `ACL`, `Stat`. */
export function tab(page: Page, name: string): Locator {
  return znode(page).getByRole('tab', { name: new RegExp(`^${name}`) })
}

/** Opens the editor on the znode that is shown. */
export function editButton(page: Page): Locator {
  return znode(page).getByRole('button', { name: /^Edit/ })
}

/** The value on screen of the znode at `path`. */
export function shownValue(page: Page, path: string): Locator {
  return page.getByLabel(`Value of ${visibleText(path)}`, { exact: true })
}

/** The editor's text field. */
export function editor(page: Page, path: string): Locator {
  return page.getByRole('textbox', { name: `Edit ${visibleText(path)}`, exact: true })
}

/** Writes `text` in place of the value in the editor, once that has taken the focus by itself. */
export async function fillEditor(page: Page, path: string, text: string): Promise<void> {
  await expect(editor(page, path)).toBeFocused()
  await editor(page, path).fill(text)
}

/** Opens the znode at `path` in the editor, and writes `text` in place of its value. */
export async function startEditing(page: Page, path: string, text: string): Promise<void> {
  await openTree(page, path)
  await editButton(page).click()
  await fillEditor(page, path, text)
}

/** Goes on from writing to looking at the difference. */
export function reviewButton(page: Page): Locator {
  return znode(page).getByRole('button', { name: /^Review/ })
}

/** Sends what is reviewed. */
export function saveButton(page: Page): Locator {
  return znode(page).getByRole('button', { name: /^Save/ })
}

/** Looks at the difference, then sends it. */
export async function reviewAndSave(page: Page): Promise<void> {
  await reviewButton(page).click()
  await saveButton(page).click()
}

/** Asks for a review of what is created again after somebody deleted it; then creates it. */
export function createAgainButton(page: Page): Locator {
  return page.getByRole('button', { name: 'Create it again with my value' })
}

/** The present moment, as the address of the history spells it. */
export function momentNow(page: Page): Promise<string> {
  return page.evaluate(() => {
    const now = new Date()
    return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, -1)
  })
}

/** What a change of the history did to the value. */
export function difference(page: Page): Locator {
  return page.getByRole('region', { name: 'What changed' })
}
