import { expectNoViolations } from '@/e2e/browser/axe'
import { expect, test } from '@/e2e/browser/fixtures'
import {
  editButton,
  openTree,
  reviewAndSave,
  row,
  shownValue,
  startEditing,
  tab,
  treeUrl,
  znode,
} from '@/e2e/browser/screen'

// The least that an answer of ZooKeeper may have here: what is larger cannot be read.
test.use({ settings: { VIVARIUM_MAX_FRAME_BYTES: '65536' } })

const ZNODE = '**/api/clusters/main/znode*'
const PAGE = { contentType: 'text/html', body: '<html><body>nginx</body></html>' }

test('a value too large to be read is said to be so, asked for once, and never “no data”', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/large`
  await zk.create(path, 'x'.repeat(100_000))
  let reads = 0
  page.on('request', (request) => {
    if (request.url().includes('/znode?') && request.url().includes('large')) reads += 1
  })
  await openTree(page, path)
  const pane = znode(page)
  await expect(pane.getByRole('heading', { name: 'The value could not be read' })).toBeVisible()
  await expect(pane).toContainText('This is larger than Vivarium reads at once.')
  await expect(pane).toContainText('100 KB')
  await expect(pane.getByText('not read', { exact: true })).toBeVisible()
  await expect(pane).not.toContainText(/no data/i)
  await expect(editButton(page)).toHaveAccessibleDescription('The value could not be read.')
  await expectNoViolations(page)
  await zk.create(`${path}/child`)
  await expect(tab(page, 'Children')).toHaveText(/1/)
  expect(reads).toBe(1)
  await zk.set(path, 'small')
  await expect(shownValue(page, path)).toHaveText('small')
})

test('a value that grows out of reach stays on screen as the version it was', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/grows`
  await zk.create(path, 'before')
  await openTree(page, path)
  await expect(shownValue(page, path)).toHaveText('before')
  await zk.set(path, 'x'.repeat(100_000))
  await expect(znode(page)).toContainText('Showing v0. The current v1 could not be read:')
  await expect(shownValue(page, path)).toHaveText('before')
  await expect(editButton(page)).toHaveAttribute('aria-disabled', 'true')
})

test('a list too large to be read says so in the tree and among the children', async ({
  page,
  zk,
  root,
}) => {
  const names = Array.from({ length: 700 }, (_, index) => `${index}-${'n'.repeat(100)}`)
  await zk.createMany(root, names)
  await page.goto(`${treeUrl(root)}&tab=children`)
  const panel = page.getByRole('tabpanel')
  await expect(panel).toContainText('The children could not be listed')
  await expect(panel).toContainText('This is larger than Vivarium reads at once.')
  await row(page, root.slice(1)).press('ArrowRight')
  await expect(page.getByRole('tree')).toContainText('This is larger than Vivarium reads at once.')
})

for (const [what, answer, words] of [
  ['a proxy with nobody behind it', { ...PAGE, status: 503 }, 'answered 503'],
  ['a portal that wants a sign-in', { ...PAGE, status: 200 }, 'answered 200 with its own page'],
  ['a proxy that refuses', { ...PAGE, status: 403 }, 'answered 403'],
] as const)
  test(`${what} is told apart from ZooKeeper`, async ({ page, zk, root }) => {
    await zk.create(`${root}/one`, 'one')
    await openTree(page, root)
    await page.route(ZNODE, (route) => route.fulfill(answer))
    await row(page, root.slice(1)).press('ArrowRight')
    await row(page, 'one').click()
    await expect(znode(page)).toContainText(`Something between you and Vivarium ${words}`)
    await page.unroute(ZNODE)
    await expect(shownValue(page, `${root}/one`)).toHaveText('one')
  })

test('a save that a proxy refuses for its size says that it did not reach Vivarium', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/note`
  await zk.create(path, 'before')
  await startEditing(page, path, 'after')
  await page.route(ZNODE, (route) =>
    route.request().method() === 'PUT' ? route.fulfill({ ...PAGE, status: 413 }) : route.continue(),
  )
  await reviewAndSave(page)
  await expect(znode(page).getByRole('alert')).toContainText(
    'Something between you and Vivarium answered 413: it does not accept requests of this size.',
  )
  expect(String((await zk.get(path)).data)).toBe('before')
})
