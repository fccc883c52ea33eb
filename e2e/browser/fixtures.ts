import { randomUUID } from 'node:crypto'
import {
  type APIRequestContext,
  type BrowserContextOptions,
  test as base,
  type ConsoleMessage,
  type Page,
} from '@playwright/test'
import {
  startVivarium,
  type VivariumServer,
  type VivariumSettings,
} from '@/bin/production-server.mjs'
import type { Release } from '@/bin/zookeeper/releases.mjs'
import { connectForeignClient, type ForeignClient } from '@/e2e/foreign/stock-client'
import { findReleases } from '@/e2e/zookeeper/releases'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { signIn } from './sign-in'

type StorageState = Exclude<BrowserContextOptions['storageState'], string | undefined>

type WorkerFixtures = {
  /** Which ZooKeeper; the system's when left out. */
  release: Release | undefined
  /** A spec that asks for other settings, or harms its ZooKeeper, gets both for itself. */
  settings: VivariumSettings
  zookeeper: ZooKeeperServer
  vivarium: VivariumServer
  /** Another program on the same ensemble. */
  zk: ForeignClient
  signedIn: StorageState
}

type TestFixtures = {
  /** Leaves the test out where its ZooKeeper cannot be had. */
  hasRelease: undefined
  /** The API as the signed-in page would call it. */
  api: APIRequestContext
  /** A random znode of this test alone; it goes, with all below it, when the test ends. */
  root: string
}

/** What the API refuses and what does not exist is what a test asks for; a lost script is not. */
function isExpectedAnswer(message: ConsoleMessage): boolean {
  const { url } = message.location()
  return (
    /^Failed to load resource: .*status of (4\d\d|50[34])/.test(message.text()) &&
    !url.includes('/_next/')
  )
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  settings: [{}, { scope: 'worker', option: true }],
  release: [undefined, { scope: 'worker', option: true }],

  hasRelease: [
    async ({ release }, use, info) => {
      const { missing } = await findReleases(...(release ? [release] : []))
      info.skip(missing.length > 0, missing[0]?.reason)
      await use(undefined)
    },
    { auto: true },
  ],

  zookeeper: [
    async ({ release }, use) => {
      const { available } = await findReleases(...(release ? [release] : []))
      const installation = available[0]?.installation
      const server = await startZooKeeper(installation && { installation })
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],

  vivarium: [
    async ({ zookeeper, settings }, use) => {
      const connect = { VIVARIUM_CONNECT: zookeeper.connectString }
      const server = await startVivarium({ ...connect, ...settings })
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  zk: [
    async ({ zookeeper }, use) => {
      const client = await connectForeignClient(zookeeper.connectString)
      await use(client)
      client.close()
    },
    { scope: 'worker' },
  ],

  signedIn: [
    async ({ browser, vivarium }, use) => {
      const page = await browser.newPage()
      await signIn(page, vivarium.signInLink())
      const state = await page.context().storageState()
      await page.close()
      await use(state)
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ vivarium }, use) => use(vivarium.origin),

  storageState: async ({ signedIn }, use) => use(signedIn),

  api: async ({ playwright, vivarium, signedIn }, use) => {
    const { origin } = vivarium
    const headers = { origin, 'sec-fetch-site': 'same-origin' }
    const context = await playwright.request.newContext({
      baseURL: origin,
      storageState: signedIn,
      extraHTTPHeaders: headers,
    })
    await use(context)
    await context.dispose()
  },

  root: async ({ zk }, use) => {
    const root = `/e2e-${randomUUID().slice(0, 8)}`
    await zk.create(root)
    await use(root)
    await zk.removeAll(root)
  },

  page: async ({ page }, use) => {
    const complaints = await complaintsOf(page)
    await use(page)
    expect(complaints, 'the console stays silent').toEqual([])
  },
})

/** Everything the page says on its console that it should not, from now on. */
export async function complaintsOf(page: Page): Promise<readonly string[]> {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`${error.stack}`))
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    if (!isExpectedAnswer(message)) complaints.push(`${message.type()}: ${message.text()}`)
  })
  page.on('dialog', async (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    await dialog.dismiss()
  })
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`CSP report: ${violatedDirective} ${blockedURI}`)
    })
  })
  return complaints
}

export const { expect } = test
