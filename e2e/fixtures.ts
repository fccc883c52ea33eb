import { randomUUID } from 'node:crypto'
import { type BrowserContextOptions, test as base, type ConsoleMessage } from '@playwright/test'
import { connectForeignClient, type ForeignClient } from '@/e2e/foreign/stock-client'
import { startVivarium, type VivariumServer } from '@/e2e/product/server'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'

type StorageState = Exclude<BrowserContextOptions['storageState'], string | undefined>

type WorkerFixtures = {
  zookeeper: ZooKeeperServer
  vivarium: VivariumServer
  /** Another program on the same ensemble. */
  zk: ForeignClient
  signedIn: StorageState
}

type TestFixtures = {
  /** A random znode of this test alone; it goes, with all below it, when the test ends. */
  root: string
}

/** Requests that the API answers with a problem are what a test asks for, not a defect. */
function isExpectedAnswer(message: ConsoleMessage): boolean {
  const { url } = message.location()
  return (
    /^Failed to load resource: .*status of (4\d\d|50[34])/.test(message.text()) &&
    /\/api\//.test(url)
  )
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  zookeeper: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the first parameter's pattern
    async ({}, use) => {
      const server = await startZooKeeper()
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],

  vivarium: [
    async ({ zookeeper }, use) => {
      const server = await startVivarium({ VIVARIUM_CONNECT: zookeeper.connectString })
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
      await page.goto(vivarium.signInLink())
      const state = await page.context().storageState()
      await page.close()
      await use(state)
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ vivarium }, use) => use(vivarium.origin),

  storageState: async ({ signedIn }, use) => use(signedIn),

  root: async ({ zk }, use) => {
    const root = `/e2e-${randomUUID().slice(0, 8)}`
    await zk.create(root)
    await use(root)
    await zk.removeAll(root)
  },

  page: async ({ page }, use) => {
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
    await use(page)
    expect(complaints, 'the console stays silent').toEqual([])
  },
})

export const { expect } = test
