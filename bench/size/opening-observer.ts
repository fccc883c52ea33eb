import type { Page } from '@playwright/test'

declare global {
  interface Window {
    /** ms from the last key press to the frame that shows its rows; null until then. */
    benchOpening?: number | null
  }
}

/** Runs in the page, before the product's own scripts. */
export function observeOpening(): void {
  let pressed: number | undefined
  const onKey = ({ timeStamp }: KeyboardEvent) => {
    pressed = timeStamp
    window.benchOpening = null
  }
  document.addEventListener('keydown', onKey, { capture: true })
  const look = () => {
    const start = pressed
    if (
      start === undefined ||
      !document.querySelector('[role=treeitem][aria-level="2"]:not([aria-busy])')
    )
      return
    pressed = undefined
    requestAnimationFrame(() => {
      window.benchOpening = performance.now() - start
    })
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true })
}

/** From the key press to the frame that shows the rows (ms). */
export async function openingTime(page: Page): Promise<number> {
  const shown = await page.waitForFunction(() => window.benchOpening ?? undefined)
  return (await shown.jsonValue()) ?? Number.NaN
}
