import type { APIRequestContext, Page } from '@playwright/test'
import { expect, test } from '@/e2e/browser/fixtures'
import { difference } from '@/e2e/browser/screen'

const SECOND = 1_000

const znodes = (page: Page) =>
  page.getByRole('list', { name: 'Znodes at that time' }).getByRole('listitem')

/** Waits until that many changes below `path` are recorded. */
async function recorded(api: APIRequestContext, path: string, count: number): Promise<void> {
  await expect
    .poll(async () => {
      const params = { below: path, limit: '200' }
      const answer = await api.get('/api/clusters/main/history', { params })
      return (await answer.json()).changes.length
    })
    .toBe(count)
}

/** The page of a subtree at a moment (ms since 1970), as a form spells it in UTC. */
function pastUrl(path: string, at: number, more = ''): string {
  const time = new Date(at).toISOString().slice(0, -1)
  return `/main/history?view=past&path=${encodeURIComponent(path)}&at=${time}${more}`
}

test.use({ timezoneId: 'UTC' })

test('a deleted subtree is restored as it was at a moment, as one reviewed plan', async ({
  page,
  api,
  zk,
  root,
}) => {
  const names = ['app', 'app/a', 'app/b']
  for (const name of names) await zk.create(`${root}/${name}`, `value of ${name}`)
  await recorded(api, `${root}/app`, 3)
  const at = Date.now()
  for (const name of names.toReversed()) await zk.remove(`${root}/${name}`)
  await recorded(api, `${root}/app`, 6)

  await page.goto(pastUrl(`${root}/app`, at))
  await expect(znodes(page).filter({ hasText: 'deleted since' })).toHaveCount(3)
  await page.getByRole('checkbox', { name: 'All 3 that differ' }).check()
  const leaf = page.getByRole('checkbox', { name: `Restore ${root}/app/b` })
  await leaf.uncheck()
  await expect(page.getByRole('button', { name: 'Review restore of 2' })).toBeVisible()
  const asked = { path: `${root}/app`, at, except: [`${root}/app/b`] }
  const plan = await api.post('/api/clusters/main/history/plan', { data: asked })
  expect((await plan.json()).steps).toMatchObject([
    { path: `${root}/app` },
    { path: `${root}/app/a` },
  ])
  await leaf.check()
  await page.getByRole('button', { name: 'Review restore of 3' }).click()
  await expect(page.getByRole('heading', { name: /^Restore .* · all or nothing$/ })).toBeVisible()
  await expect(page.getByText('3 to create')).toBeVisible()
  const steps = page.getByRole('list', { name: 'Steps of the restore' })
  await steps.getByRole('button', { name: `${root}/app/b` }).click()
  await expect(difference(page).getByLabel('After the restore')).toContainText('value of app/b')
  await page.getByRole('textbox', { name: 'Reason' }).fill('It was needed')
  await page.getByRole('button', { name: 'Apply 3 changes' }).click()
  await expect(page.getByText('No differences')).toBeVisible()
  for (const name of names)
    expect((await zk.get(`${root}/${name}`)).data?.toString()).toBe(`value of ${name}`)
})

test('what was is compared with what is, and a part of it restored', async ({
  page,
  api,
  zk,
  root,
}) => {
  await zk.create(`${root}/kept`, 'port=1\n')
  await zk.create(`${root}/left`, 'port=1\n')
  await recorded(api, root, 3)
  const params = { path: `${root}/left` }
  const { stat } = await (await api.get('/api/clusters/main/znode', { params })).json()
  const at: number = stat.mtime + 1
  await expect.poll(() => Date.now()).toBeGreaterThan(at)
  for (const name of ['kept', 'left']) await zk.set(`${root}/${name}`, 'port=2\n')
  await zk.create(`${root}/added`, 'new')
  await recorded(api, root, 6)

  await page.goto(pastUrl(root, at))
  await expect(znodes(page)).toHaveCount(3)
  await znodes(page).filter({ hasText: 'kept' }).getByRole('button').click()
  await expect(difference(page).getByRole('listitem')).toHaveText(/^port\s*1.*2$/)
  for (const name of ['kept', 'added'])
    await page.getByRole('checkbox', { name: `Restore ${root}/${name}` }).check()
  await page.getByRole('button', { name: 'Review restore of 2' }).click()
  for (const count of ['1 to set', '1 to delete']) await expect(page.getByText(count)).toBeVisible()
  const steps = page.getByRole('list', { name: 'Steps of the restore' })
  await steps.getByRole('button', { name: `${root}/added` }).click()
  await expect(page.getByText('Deleted: it did not exist then')).toBeVisible()
  await expect(difference(page).locator('del, .cm-merge-a')).toContainText('new')
  await page.getByRole('button', { name: 'Apply 2 changes' }).click()
  await expect(znodes(page)).toHaveCount(1)
  expect((await zk.get(`${root}/kept`)).data?.toString()).toBe('port=1\n')
  expect((await zk.get(`${root}/left`)).data?.toString()).toBe('port=2\n')
  expect(await zk.exists(`${root}/added`)).toBe(false)
})

test('a large directory of the past is read on as one scrolls', async ({ page, api, zk, root }) => {
  const names = Array.from({ length: 450 }, (_, index) => `n${String(index).padStart(3, '0')}`)
  await zk.create(`${root}/big`)
  await zk.createMany(`${root}/big`, names)
  await expect
    .poll(async () => {
      const params = { path: `${root}/big/n449` }
      return (await (await api.get('/api/clusters/main/history', { params })).json()).changes.length
    })
    .toBe(1)
  await page.goto(pastUrl(root, Date.now(), '&show=all'))
  await page.getByRole('button', { name: `Children of ${root}/big` }).click()
  await expect(znodes(page).filter({ hasText: 'n000' })).toBeVisible()
  const list = page.getByRole('region', { name: 'Znodes at that time' })
  await expect(async () => {
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight))
    await expect(znodes(page).filter({ hasText: 'n449' })).toBeVisible({ timeout: SECOND })
  }).toPass()
  expect(await znodes(page).count()).toBeLessThan(100)
})

test('an address that asks for the impossible is told so', async ({ page, api, root }) => {
  const tomorrow = Date.now() + 86_400 * SECOND
  await page.goto(pastUrl(root, tomorrow))
  await expect(page.getByText('This time is in the future')).toBeVisible()
  for (const path of ['no/slash', '/a/../b', '/<script>alert(1)</script>/']) {
    await page.goto(pastUrl(path, Date.now()))
    await expect(page.getByText('Invalid path or time')).toBeVisible()
  }
  await page.goto(`/main/history?view=past&path=${root}&at=yesterday`)
  await expect(page.getByText('Invalid path or time')).toBeVisible()
  await page.goto('/main/history?view=nonsense&kind=nonsense&from=nonsense')
  await expect(page.getByRole('list', { name: 'Changes, newest first' })).toBeVisible()
  const ask = (params: Record<string, string>) =>
    api.get('/api/clusters/main/history/change', { params })
  expect((await (await ask({ path: root, id: '999999999' })).json()).code).toBe('no-change')
  expect((await ask({ path: root, id: '-1' })).status()).toBe(400)
  expect((await ask({ path: 'no/slash', id: '1' })).status()).toBe(400)
})
