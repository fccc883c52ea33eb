import type { Locator } from '@playwright/test'
import { expect, test } from '@/e2e/browser/fixtures'
import { difference } from '@/e2e/browser/screen'
import { recordVersions, versions } from '@/e2e/browser/undo-steps'

const HISTORY = '/api/clusters/main/history'
const PROMPT = { timeout: 2_000 }

test('what a program writes every few seconds is one row, and buries no person’s change', async ({
  page,
  api,
  zk,
  root,
}) => {
  const status = `${root}/status`
  await zk.create(status, '{"at": 0, "role": "leader"}')
  const body = { path: `${root}/edited`, data: null, reason: 'the one that matters' }
  expect((await api.post('/api/clusters/main/znode', { data: body })).ok()).toBe(true)
  const params = { path: status, limit: '1' }
  // One change after the other is read, so that none of them is missed.
  for (let version = 0; version <= 6; version++) {
    if (version > 0) await zk.set(status, `{"at": ${version}, "role": "leader"}`)
    await expect
      .poll(async () => (await (await api.get(HISTORY, { params })).json()).changes[0]?.version)
      .toBe(version)
  }
  await page.goto(`/main/history?name=${root}`)
  const changes = page.getByRole('list', { name: 'Changes, newest first' })
  await expect(changes.getByRole('listitem')).toHaveText(/the one that matters/)
  await page.getByText('Everybody', { exact: true }).click()
  await expect(changes.getByRole('listitem')).toHaveCount(4)
  const run = changes.getByRole('listitem').first()
  await expect(run).toContainText('v0 → v6')
  await run.getByRole('button').first().click()
  await expect(difference(page).getByRole('listitem')).toHaveText(/^at\s*0.*6$/)
  await run.getByRole('button', { name: /^6 changes in \d+/ }).click()
  const members = page.getByRole('list', { name: `Changes of ${status}, one by one` })
  await expect(members.getByRole('listitem')).toHaveCount(6)
  // What it did stands beside when, with no empty line above it.
  const member = members.getByRole('button').first()
  expect((await member.boundingBox())?.height).toBeLessThan(44)
  await zk.set(status, '{"at": 7, "role": "leader"}')
  await expect(members.getByRole('listitem')).toHaveCount(7, PROMPT)
  await expect(run.getByRole('button').first()).toHaveAttribute('aria-pressed', 'true')
  await members.getByRole('button').nth(5).click()
  await expect(difference(page).getByRole('listitem')).toHaveText(/^at\s*1.*2$/)
})

test('the history of one znode has runs, and people’s changes alone, as the cluster’s has', async ({
  page,
  api,
  zk,
  root,
}) => {
  const path = `${root}/beat`
  await recordVersions(page, zk, path, ['0', '1', '2', '3'])
  const run = versions(page, path).first()
  await expect(run).toContainText('v0 → v3')
  await expect(difference(page).getByLabel('After, v3')).toBeVisible()
  await run.getByRole('button', { name: /^3 changes in/ }).click()
  await versions(page, path).nth(3).getByRole('button').click()
  await expect(difference(page).getByLabel('After, v1')).toBeVisible()
  await page.getByText('People', { exact: true }).click()
  await expect(page.getByRole('button', { name: 'Show everybody’s changes' })).toBeVisible()
  const { stat } = await zk.get(path)
  const data = { path, version: stat.version, czxid: stat.czxid, data: 'OQ==', reason: 'mine' }
  expect((await api.put('/api/clusters/main/znode', { data })).ok()).toBe(true)
  await expect(versions(page, path)).toHaveText(/“mine”.*operator/)
})

test('each row says what changed: a key, a line, all of a value, its size, or that it is hidden', async ({
  page,
  zk,
  root,
}) => {
  const changes = page.getByRole('list', { name: 'Changes, newest first' }).getByRole('listitem')
  const row = (name: string) => changes.filter({ hasText: `${root}/${name}` }).first()
  await page.goto(`/main/history?by=everybody&name=${root}`)
  const write = async (name: string, was: string, is: string) => {
    await zk.create(`${root}/${name}`, was)
    await expect(row(name)).toContainText('created')
    await zk.set(`${root}/${name}`, is)
    await expect(row(name)).toContainText('v0 → v1')
  }
  await write(
    'rollout.json',
    '{"rollout": {"percent": 10}}',
    '{"rollout": {"percent": 85}, "b": 1}',
  )
  await expect(row('rollout.json')).toContainText(/rollout\.percent 10 *→.* *85 .*\+1 more/)
  await write('motd', 'hello\nworld\n', 'hello\nmoon\n')
  await expect(row('motd')).toContainText(/world *→.* *moon/)
  await write('db.properties', 'password=a\n', 'password=b\n')
  await expect(row('db.properties')).toContainText('hidden')
  const long = (last: number) => JSON.stringify({ text: 'x'.repeat(40_000), last })
  await write('long.json', long(1), long(2))
  await expect(row('long.json')).toContainText(/last 1 *→.* *2/)
  await write('large', 'x'.repeat(70_000), 'x'.repeat(71_000))
  await expect(row('large')).toContainText(/70 KB.*→.*71 KB/)
  await zk.remove(`${root}/motd`)
  await expect(row('motd').locator('del')).toContainText('hello')
})

for (const width of [1024, 390])
  test(`in rows that are ${width} px narrow, a long path keeps its last name, and a change its time`, async ({
    page,
    zk,
    root,
    api,
  }) => {
    await page.setViewportSize({ width, height: 768 })
    let path = root
    for (const name of ['orders', 'service-of-the-north', 'payments', 'rate-limits.json']) {
      path = `${path}/${name}`
      await zk.create(path)
    }
    const { stat } = await zk.get(path)
    const data = { path, version: 0, czxid: stat.czxid, data: 'MQ==', reason: 'more of it' }
    expect((await api.put('/api/clusters/main/znode', { data })).ok()).toBe(true)
    await page.goto(`/main/history?name=${root}`)
    const change = page.getByRole('list', { name: 'Changes, newest first' }).getByRole('button')
    await expect(change).toContainText(path)
    for (const text of ['/rate-limits.json', / ago|just now/])
      expect(await isWhollyShown(change, text)).toBe(true)
  })

/** Whether the end of the first text in `within` that has `wanted` lies where nothing cuts it. */
function isWhollyShown(within: Locator, wanted: string | RegExp): Promise<boolean> {
  return within.evaluate(
    (element, { source }) => {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const found = new RegExp(source).exec(text.textContent ?? '')
        if (!found) continue
        const range = document.createRange()
        range.setStart(text, found.index)
        range.setEnd(text, found.index + found[0].length)
        const { left, right } = range.getBoundingClientRect()
        for (let box = text.parentElement; box && box !== element; box = box.parentElement) {
          const cut = box.getBoundingClientRect()
          const isCut = getComputedStyle(box).overflowX !== 'visible'
          if (isCut && (left < cut.left - 1 || right > cut.right + 1)) return false
        }
        return true
      }
      return false
    },
    { source: new RegExp(wanted).source },
  )
}
