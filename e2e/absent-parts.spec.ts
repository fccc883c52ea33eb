import type { BrowserContext, Page } from '@playwright/test'
import { startVivarium } from '@/bin/production-server.mjs'
import { expect, test } from '@/e2e/browser/fixtures'
import { keepBusy, openTree, pill, shownValue, tree } from '@/e2e/browser/screen'
import { signIn } from '@/e2e/browser/sign-in'

const CODE = '**/_next/static/chunks/**'

type Opened = { readonly page: Page; readonly failures: readonly string[] }

/** Somebody's page at `path`, with what it failed at: a lost network is no failure of the page. */
async function openPage(context: BrowserContext): Promise<Opened> {
  const page = await context.newPage()
  const failures: string[] = []
  page.on('pageerror', (error) => {
    if (!isLostWorkerCode(error)) failures.push(`${error.stack}`)
  })
  await keepBusy(page)
  return { page, failures }
}

/** A worker that finds no server for its code is ended by the browser, which says so here. */
function isLostWorkerCode({ name, message }: Error): boolean {
  return name === 'NetworkError' && message.includes("'importScripts'")
}

/** Presses every button, link and tab that is on screen, each on the screen as it was. */
async function pressEverything(page: Page, still: () => Promise<void>): Promise<string[]> {
  const pressed: string[] = []
  const controls = page.locator('button:visible, nav a:visible, [role=tab]:visible')
  for (let index = 0; index < (await controls.count()); index += 1) {
    const control = controls.nth(index)
    // One that went meanwhile, with what it belonged to, is passed over.
    const label = await control
      .evaluate((element) => element.getAttribute('aria-label') ?? element.textContent, null, {
        timeout: 5_000,
      })
      .catch(() => undefined)
    if (label == null) continue
    pressed.push(label)
    // What is blocked says why, and can be pressed all the same.
    await control.click({ timeout: 5_000, force: true })
    await still()
    const items = page.getByRole('menuitem').or(page.getByRole('menuitemradio'))
    if ((await items.count()) > 0) {
      await items.last().click()
      await still()
    }
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.getByRole('banner').getByText(/this part is not loaded yet/)).toHaveCount(0)
  }
  return pressed
}

test('the server goes away before anything more was loaded: whatever is pressed, the screen stays', async ({
  browser,
  zookeeper,
  zk,
  root,
}) => {
  // Dozens of controls, and each is waited for after its press.
  test.setTimeout(180_000)
  await zk.create(`${root}/config.json`, '{"stays": true}')
  const server = await startVivarium({ VIVARIUM_CONNECT: zookeeper.connectString })
  const context = await browser.newContext({ baseURL: server.origin })
  const { page, failures } = await openPage(context)
  await signIn(page, server.signInLink())
  // Nothing that is loaded late has come: as if the server had gone with the first paint.
  let isCut = false
  await page.route(CODE, (route) => (isCut ? route.abort() : route.continue()))
  await page.goto(`/main/tree?path=${root}/config.json`)
  await expect(shownValue(page, `${root}/config.json`)).toContainText('stays')
  isCut = true
  await server.terminate()
  await expect(pill(page)).not.toHaveText(/Live/)
  const pressed = await pressEverything(page, async () => {
    await expect(page.locator('[role=treeitem]').first()).toBeAttached()
    await expect(page.locator('#pane-node')).toBeAttached()
  })
  expect(pressed.length).toBeGreaterThan(12)
  await expect(tree(page)).toBeVisible()
  expect(failures).toEqual([])
  await context.close()
})

test('a part that did not come says so in its place, and comes when the server is back', async ({
  context,
  zk,
  root,
}) => {
  const { page, failures } = await openPage(context)
  await zk.create(`${root}/config.json`, '{"stays": true}')
  await openTree(page, `${root}/config.json`)
  await expect(shownValue(page, `${root}/config.json`)).toContainText('stays')
  await page.route('**/*', (route) => route.abort())
  await page.getByRole('tab', { name: 'Stat' }).click()
  const panel = page.getByRole('tabpanel')
  await expect(panel.getByRole('heading', { name: 'Vivarium is not reachable' })).toBeVisible()
  await expect(panel).toContainText('this part is not loaded yet. Trying again…')
  await page.unroute('**/*')
  await expect(panel.getByRole('table', { name: /^Stat of/ })).toBeVisible()
  expect(failures).toEqual([])
})

test('after an upgrade the old page says so where a part is missing, and reloads', async ({
  context,
  zk,
  root,
}) => {
  const { page, failures } = await openPage(context)
  await zk.create(`${root}/config.json`, '{"stays": true}')
  await openTree(page, `${root}/config.json`)
  await expect(shownValue(page, `${root}/config.json`)).toContainText('stays')
  // The names of another build: the server is asked for files that it does not have.
  await page.route(CODE, (route) =>
    route.continue({ url: route.request().url().replace('/chunks/', '/chunks/before-') }),
  )
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Vivarium was upgraded' })
  await expect(dialog).toContainText('drafts are kept')
  await expect(tree(page)).toBeVisible()
  await page.unroute(CODE)
  await dialog.getByRole('button', { name: 'Reload' }).click()
  await expect(dialog).toBeHidden()
  await expect(shownValue(page, `${root}/config.json`)).toContainText('stays')
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('dialog', { name: `Delete ${root}/config.json` })).toBeVisible()
  expect(failures).toEqual([])
})
