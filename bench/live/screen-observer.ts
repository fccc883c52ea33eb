import type { Page } from '@playwright/test'

/** A version that a row of the tree came to show, and when (ms since 1970). */
export type Sight = { readonly path: string; readonly version: number; readonly at: number }

declare global {
  interface Window {
    benchSights?: Sight[]
  }
}

/** Runs in the page, before the product's own scripts. */
export function observeRows(): void {
  const sights: Sight[] = []
  window.benchSights = sights
  const rowOf = ({ target }: MutationRecord) =>
    (target instanceof Element ? target : target.parentElement)?.closest<HTMLElement>('[data-row]')
  const look = (records: MutationRecord[]) => {
    const at = performance.timeOrigin + performance.now()
    for (const row of new Set(records.map(rowOf))) {
      const version = /^v(\d+)$/.exec(row?.lastElementChild?.textContent ?? '')?.[1]
      const path = row?.dataset.row
      if (path && version) sights.push({ path, version: Number(version), at })
    }
  }
  const changes = { subtree: true, childList: true, characterData: true }
  new MutationObserver(look).observe(document, changes)
}

/** Opens the explorer with the timeline, as it comes, and the children of `parent` up to `last`. */
export async function openRows(page: Page, parent: string, last: string): Promise<void> {
  await page.goto(`/main/tree?path=${encodeURIComponent(parent)}`)
  await page.getByRole('treeitem', { name: parent.slice(1), exact: true }).press('ArrowRight')
  await page.getByRole('treeitem', { name: last, exact: true }).getByText(/^v\d/).waitFor()
}

/** What was seen since this was asked last. */
export function takeSights(page: Page): Promise<Sight[]> {
  return page.evaluate(() => window.benchSights?.splice(0) ?? [])
}
