import { test as base, expect } from '@/e2e/browser/fixtures'
import { openTree, pill, row, shownValue, tree } from '@/e2e/browser/screen'
import { startRewritingProxy, withoutPersistentWatches } from './zookeeper/rewriting-proxy'

/** The server as it was before 3.6. */
const test = base.extend({
  settings: [
    async ({ zookeeper }, use) => {
      const proxy = await startRewritingProxy(zookeeper.port, withoutPersistentWatches)
      await use({ VIVARIUM_CONNECT: proxy.connectString })
      await proxy.close()
    },
    { scope: 'worker' },
  ],
})

test('a server without persistent watches is polled: the pill says so, and the screen follows', async ({
  page,
  zk,
  root,
}) => {
  await openTree(page, root)
  await expect(pill(page)).toHaveText(/Polling/)
  await row(page, root.slice(1)).press('ArrowRight')
  await zk.create(`${root}/polled`, 'one')
  await row(page, 'polled').click()
  await expect(shownValue(page, `${root}/polled`)).toContainText('one')
  await zk.set(`${root}/polled`, 'two')
  await expect(shownValue(page, `${root}/polled`)).toContainText('two')
  await zk.remove(`${root}/polled`)
  await expect(tree(page).getByRole('treeitem', { name: 'polled' })).toHaveCount(0)
  await expect(pill(page)).toHaveText(/Polling/)
})
