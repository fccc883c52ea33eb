import { expectNoViolations } from '@/e2e/browser/axe'
import { expect, test } from '@/e2e/browser/fixtures'
import { openTree, pill, row, tab } from '@/e2e/browser/screen'
import { cutOff, overrideState } from '@/e2e/browser/told-state'
import { CAUSES } from '@/lib/znode/cause'

test.use({ settings: { VIVARIUM_ENVIRONMENT: 'Production', VIVARIUM_CLUSTER_NAME: 'prod-eu' } })

test('every cause is said in words, with what to do about it', async ({ page }) => {
  const tell = await overrideState(page)
  await openTree(page, '/zookeeper')
  const bar = page.getByRole('region', { name: 'Connection lost' })
  const said = new Set<string>()
  for (const cause of CAUSES) {
    await tell(cutOff(cause, 18_000))
    await expect(bar).toContainText('ZooKeeper has not answered for 18 s.')
    const tried = /Tried 127\.0\.0\.1 \((.+)\)\. Next try in [23] s\./.exec(await bar.innerText())
    expect(tried, cause).not.toBeNull()
    said.add(tried?.[1] ?? '')
  }
  expect(said.size).toBe(CAUSES.length)
  await tell({})
  await expect(pill(page)).toHaveText(/Live/)
  await expect(bar).toBeHidden()
})

const UP = { status: 'connected', since: 60_000, cause: null }
const DOWN = { status: 'refused', since: 12_000, cause: 'auth-refused' }

test('what lacks is named, and every state is accessible', async ({ page }) => {
  test.setTimeout(120_000)
  const tell = await overrideState(page)
  await openTree(page, '/zookeeper')
  const states = [
    ['No contact', cutOff('timed-out', 18_000)],
    ['Cannot read', { state: 'paused', sessions: { watch: UP, read: DOWN, write: UP } }],
    ['Cannot write', { state: 'paused', sessions: { watch: UP, read: UP, write: DOWN } }],
    ['Read-only', { readOnly: true }],
    ['Polling', { feed: 'poll' }],
  ] as const
  for (const [word, state] of states) {
    await tell(state)
    await expect(page.getByRole('banner')).toContainText(word)
    await expectNoViolations(page)
  }
  await tell(cutOff('certificate-authority', 18_000))
  await page.getByRole('button', { name: 'Details' }).click()
  const dialog = page.getByRole('dialog', { name: 'prod-eu: No contact' })
  await expect(dialog).toContainText('Set the CA file that signed the server’s certificate.')
  await expect(dialog).toContainText('Writing')
  await expectNoViolations(page)
})

test('an interest that is refused is not called live, and what is not followed is marked', async ({
  page,
  zk,
  root,
}) => {
  await overrideState(page)
  await zk.create(`${root}/odd`)
  let isRefused = false
  await page.route('**/interest', async (route) => {
    if (isRefused) {
      const problem = { type: 'about:blank', status: 400, code: 'invalid-request', title: '' }
      const json = { ...problem, retriable: false }
      await route.fulfill({ status: 400, json, contentType: 'application/problem+json' })
      return
    }
    const response = await route.fetch()
    const answer = await response.json()
    const { notFollowed } = answer
    const told = [...notFollowed, { path: `${root}/odd`, reason: 'too-long' }]
    await route.fulfill({ response, json: { ...answer, notFollowed: told } })
  })
  await openTree(page, `${root}/odd`)
  await expect(row(page, 'odd')).toContainText('not followed')
  await expect(row(page, 'odd')).toHaveAccessibleDescription(/longer than Vivarium can follow/)
  await row(page, root.slice(1)).click()
  await tab(page, 'Children').click()
  await expect(page.getByRole('row', { name: /odd/ })).toContainText('not followed')
  isRefused = true
  await row(page, 'odd').click()
  await expect(pill(page)).toHaveText(/Not following/)
  await expect(page.getByRole('region', { name: 'Connection lost' })).toContainText('Retrying')
})

test('the environment is on every screen, in a word and a colour, and in the switcher', async ({
  page,
  root,
}) => {
  await openTree(page, root)
  const banner = page.getByRole('banner')
  await expect(banner.getByText('Production')).toBeVisible()
  await page.getByRole('button', { name: 'Cluster: prod-eu' }).click()
  await expect(page.getByRole('menuitemradio')).toHaveText(/prod-eu · Production.*Live ·/)
  await expectNoViolations(page)
})
