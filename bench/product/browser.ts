import { type Browser, chromium, type Page } from '@playwright/test'
import { launchOptions } from '@/e2e/product/chromium'
import type { SignedInServer } from './measured-server'

/** A real browser, as the end-to-end specs start it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch(launchOptions)
}

/** A signed-in page on `path` of the product, not opened yet; `script` runs before the product's own. */
export async function openPage(
  browser: Browser,
  { origin, cookie }: SignedInServer,
  script: () => void,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    baseURL: origin,
  })
  const cookies = cookie.split('; ').map((pair) => {
    const cut = pair.indexOf('=')
    return { name: pair.slice(0, cut), value: pair.slice(cut + 1), url: origin }
  })
  await context.addCookies(cookies)
  await context.addInitScript(script)
  return context.newPage()
}
