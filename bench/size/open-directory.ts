import type { Page } from '@playwright/test'
import type { Directory } from './directories'
import { openingTime } from './opening-observer'

/** One opening; ms and bytes. */
export type Opening = {
  readonly directory: Directory
  readonly untilRows: number
  readonly requestBytes: number
  readonly heap: number
  readonly frames: readonly number[]
}

const SCROLL_MS = 2_000

/** Opens a directory by keyboard, scrolls through it, and closes it. */
export async function openDirectory(page: Page, directory: Directory): Promise<Opening> {
  const row = page.getByRole('treeitem', { name: directory.name, exact: true })
  const asked = `/children?path=${encodeURIComponent(`/${directory.name}`)}`
  const [list] = await Promise.all([
    page.waitForResponse((response) => response.url().includes(asked)),
    row.press('ArrowRight'),
  ])
  const untilRows = await openingTime(page)
  const { responseBodySize } = await list.request().sizes()
  const shown = page.locator(`[role=treeitem][aria-setsize="${directory.count}"]`)
  await shown.first().waitFor()
  const heap = await heapOf(page)
  const frames = await page.evaluate(scroll, SCROLL_MS)
  await row.press('ArrowLeft')
  await shown.first().waitFor({ state: 'detached' })
  return { directory, untilRows, requestBytes: responseBodySize, heap, frames }
}

/** Bytes of the JavaScript heap that are in use. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize
}

/** Runs in the page: a page and a half each frame, then back; how long each frame took (ms). */
function scroll(duration: number): Promise<number[]> {
  const scroller = document.querySelector('[role=tree]')?.parentElement
  const frames: number[] = []
  return new Promise((resolve) => {
    const start = performance.now()
    let last = start
    const onFrame = () => {
      const now = performance.now()
      frames.push(now - last)
      last = now
      scroller?.scrollBy(0, 1.5 * scroller.clientHeight)
      if (now - start < duration) return requestAnimationFrame(onFrame)
      scroller?.scrollTo(0, 0)
      resolve(frames.slice(1))
    }
    requestAnimationFrame(onFrame)
  })
}
