import type { Page } from '@playwright/test'

declare global {
  interface Window {
    /** ms from what a person did to the frame that shows its rows; null until then. */
    benchHistory?: number | null
  }
}

/** Runs in each page, before the product's own scripts; a start outlives the way to the next one. */
export function observeHistory(): void {
  const STARTED = 'bench-started'
  const WANTED = 'bench-wanted'
  const now = () => performance.timeOrigin + performance.now()
  const start = (timeStamp: number, wanted: string) => {
    window.benchHistory = null
    sessionStorage.setItem(STARTED, String(performance.timeOrigin + timeStamp))
    sessionStorage.setItem(WANTED, wanted)
  }
  const onClick = ({ target, timeStamp }: Event) => {
    if (target instanceof Element && target.closest('a[href$="history"]')) start(timeStamp, '')
  }
  const onInput = ({ target, timeStamp }: Event) => {
    if (target instanceof HTMLInputElement) start(timeStamp, target.value)
  }
  document.addEventListener('click', onClick, { capture: true })
  document.addEventListener('input', onInput, { capture: true })
  const look = () => {
    const started = sessionStorage.getItem(STARTED)
    const wanted = sessionStorage.getItem(WANTED) ?? ''
    const rows = [...document.querySelectorAll('ol[aria-label="Changes, newest first"] > li')]
    const isShown = rows.length > 0 && rows.every((row) => row.textContent.includes(wanted))
    if (started === null || !isShown) return
    sessionStorage.removeItem(STARTED)
    requestAnimationFrame(() => {
      window.benchHistory = now() - Number(started)
    })
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true })
}

/** From what was done last to the frame that shows its rows (ms). */
export async function timeToRows(page: Page): Promise<number> {
  const shown = await page.waitForFunction(() => window.benchHistory ?? undefined)
  return (await shown.jsonValue()) ?? Number.NaN
}
