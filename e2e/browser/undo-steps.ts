import { expect, type Locator, type Page } from '@playwright/test'
import type { ForeignClient } from '@/e2e/foreign/stock-client'
import { treeUrl } from './screen'

/** Takes back the change that is looked at. */
export function undoButton(page: Page): Locator {
  return page.getByRole('button', { name: 'Undo this change' })
}

/** What was recorded of the znode whose history is open, newest first. */
export function versions(page: Page, path: string): Locator {
  return page.getByRole('list', { name: `History of ${path}` }).getByRole('listitem')
}

/** Where everybody's changes at `path` are listed. */
export function changeUrl(path: string): string {
  return `/main/history?by=everybody&name=${encodeURIComponent(path)}`
}

/** The changes of the cluster that are listed, newest first. */
export function changes(page: Page): Locator {
  return page.getByRole('list', { name: 'Changes, newest first' }).getByRole('listitem')
}

type Values = readonly [first: Buffer | string | undefined, ...next: Array<Buffer | string>]

/** Has the history see each of the values of a new znode, its history open. Undefined is no data. */
export async function recordVersions(page: Page, zk: ForeignClient, path: string, values: Values) {
  const [first, ...next] = values
  await (first === undefined ? zk.create(path) : zk.create(path, first))
  await page.goto(`${treeUrl(path)}&tab=history`)
  await expect(versions(page, path)).toHaveCount(1)
  for (const [index, value] of next.entries()) {
    await zk.set(path, value)
    await expect(versions(page, path).first()).toContainText(`→ v${index + 1}`)
  }
}
