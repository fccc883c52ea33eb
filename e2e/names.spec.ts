import { expect, test } from '@/e2e/browser/fixtures'
import { openTree, row, shownValue, treeUrl } from '@/e2e/browser/screen'

const NAMES = [
  '<img src=x onerror=alert(1)>',
  '%2F',
  '#fragment',
  '?query=1&b=2',
  ' spaces within ',
  'שלום עולם',
  '__proto__',
  'constructor',
  '100%',
  '"quotes" and \\backslash',
  '中文配置',
  'n'.repeat(200),
]

test('shows every odd name literally, by click and by URL', async ({ page, zk, root }) => {
  for (const [index, name] of NAMES.entries()) await zk.create(`${root}/${name}`, `value ${index}`)
  await openTree(page, root)
  await row(page, root.slice(1)).press('ArrowRight')
  for (const [index, name] of NAMES.entries())
    await test.step(`a click on ${name}`, async () => {
      const path = `${root}/${name}`
      await row(page, name).click()
      await expect(shownValue(page, path)).toContainText(`value ${index}`)
      expect(new URL(page.url()).searchParams.get('path')).toBe(path)
    })
  for (const [index, name] of NAMES.entries())
    await test.step(`the URL of ${name}`, async () => {
      const path = `${root}/${name}`
      await page.goto(treeUrl(path))
      await expect(shownValue(page, path)).toContainText(`value ${index}`)
      await expect(row(page, name)).toHaveAttribute('aria-selected', 'true')
    })
})

test('a name the server never saw pollutes no prototype', async ({ page, zk, root }) => {
  await zk.create(`${root}/__proto__`)
  await zk.create(`${root}/__proto__/polluted`, 'yes')
  await openTree(page, `${root}/__proto__/polluted`)
  await expect(row(page, 'polluted')).toBeVisible()
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false)
})

test('a name of 20,000 characters is read by its URL', async ({ api, zk, root }) => {
  const path = `${root}/${'长'.repeat(20_000)}`
  await zk.create(path, 'far')
  const answer = await api.get('/api/clusters/main/znode', { params: { path } })
  expect(answer.status()).toBe(200)
  expect(await answer.json()).toMatchObject({ path, data: btoa('far') })
})
