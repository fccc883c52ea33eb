import { expect, test } from '@/e2e/browser/fixtures'
import { openTree, pill, row, shownValue, timeline, treeUrl, znode } from '@/e2e/browser/screen'
import { signIn } from '@/e2e/browser/sign-in'

test('theme and language switch without a reload', async ({ page, zk, root }) => {
  await zk.create(`${root}/kept`, 'kept')
  await openTree(page, `${root}/kept`)
  await page.evaluate(() => Object.assign(window, { loadedOnce: true }))
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menuitemradio', { name: '简体中文' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  expect(await page.evaluate(() => 'loadedOnce' in window)).toBe(true)

  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(row(page, 'kept')).toBeVisible()
})

test.describe('at phone width', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('browses and reads, and nothing scrolls sideways', async ({ page, zk, root }) => {
    await zk.create(`${root}/config`, 'on the phone')
    await page.goto(treeUrl(`${root}/config`))
    await expect(shownValue(page, `${root}/config`)).toContainText('on the phone')
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBeLessThanOrEqual(0)
    await page.getByRole('navigation', { name: 'Places' }).getByText('Tree').tap()
    await row(page, root.slice(1)).tap()
    await expect(page).toHaveURL((url) => url.searchParams.get('path') === root)
  })

  test('has one way around: from the history to a pane of the tree, at the znode that was open', async ({
    page,
    zk,
    root,
  }) => {
    const path = `${root}/config`
    await zk.create(path, 'on the phone')
    await page.goto(treeUrl(path))
    await expect(shownValue(page, path)).toContainText('on the phone')
    const places = page.getByRole('navigation', { name: 'Places' })
    await expect(page.getByRole('link', { name: 'History' })).toHaveCount(1)
    await places.getByText('History').tap()
    await expect(places.getByText('History')).toHaveAttribute('aria-current', 'page')
    await places.getByText('Timeline').tap()
    await expect(timeline(page)).toBeVisible()
    await places.getByText('Znode').tap()
    await expect(shownValue(page, path)).toContainText('on the phone')
  })
})

test('what a time, a size and a cut name mean is said beside them, to the mouse alone', async ({
  page,
  zk,
  root,
}) => {
  const name = `${'long-'.repeat(30)}name`
  await zk.create(`${root}/${name}`, 'x'.repeat(3_000))
  await zk.create(`${root}/short`)
  await openTree(page, `${root}/${name}`)
  const tip = page.locator('[data-tip-box]')
  await znode(page).getByRole('time').first().hover()
  await expect(tip).toHaveText(/^\w{3} \d+, \d{4}, /)
  await znode(page)
    .getByText(/^3(\.0)? KB$/)
    .hover()
  await expect(tip).toHaveText('3,000 bytes')
  await row(page, name).hover()
  await expect(tip).toHaveText(`${root}/${name}`)
  await row(page, 'short').hover()
  await expect(tip).toHaveCount(0)
})

test.describe('signed out', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('no page shows anything of the ensemble', async ({ page, root }) => {
    await page.goto(treeUrl(root))
    await expect(page.getByRole('heading', { name: 'Sign in to Vivarium' })).toBeVisible()
    await expect(page.getByText(root)).toHaveCount(0)
  })

  test('the sign-in link works once', async ({ page, context, vivarium }) => {
    const link = vivarium.signInLink()
    await signIn(page, link)
    await expect(page.getByRole('tree')).toBeVisible()
    await page.close()
    await context.clearCookies()
    const second = await context.newPage()
    await second.goto(link)
    await second.getByRole('button', { name: 'Sign in' }).click()
    await expect(second.getByText('This link was already used')).toBeVisible()
  })

  test('whoever only looks at the link spends nothing and gets nothing', async ({
    page,
    request,
    vivarium,
  }) => {
    const link = vivarium.signInLink()
    for (const method of ['GET', 'HEAD', 'GET']) {
      const preview = await request.fetch(link, { method })
      expect([preview.status(), preview.headers()['set-cookie']]).toEqual([200, undefined])
    }
    await page.goto(link)
    await page.goto('/')
    await expect(page.getByRole('heading', { name: 'Sign in to Vivarium' })).toBeVisible()
    await signIn(page, link)
    await expect(page.getByRole('tree')).toBeVisible()
  })
})

test('from screen to screen the page stays, and so does what was opened in the tree', async ({
  page,
  zk,
  root,
}) => {
  await zk.create(`${root}/open`)
  await zk.create(`${root}/open/child`)
  await openTree(page, `${root}/open`)
  await row(page, 'open').press('ArrowRight')
  await expect(row(page, 'child')).toBeVisible()
  await page.evaluate(() => document.body.setAttribute('data-stays', ''))
  const places = page.getByRole('navigation', { name: 'Places' })
  await places.getByRole('link', { name: 'History' }).click()
  await expect(page.getByRole('heading', { name: 'History' })).toBeVisible()
  await page.getByText('Everybody', { exact: true }).click()
  await expect(pill(page)).toContainText('Live')
  await zk.create(`${root}/open/meanwhile`)
  await expect(page.getByText(`${root}/open/meanwhile`)).toBeVisible()
  await places.getByRole('link', { name: 'Tree' }).click()
  await expect(row(page, 'child')).toBeVisible()
  await zk.create(`${root}/open/later`)
  await expect(row(page, 'later')).toBeVisible()
  await expect(timeline(page)).toContainText('later')
  // Nobody followed it, and the history has it.
  await expect(timeline(page)).toContainText('meanwhile')
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'History' })).toBeVisible()
  await expect(page.locator('body')).toHaveAttribute('data-stays', '')
})

test('signing out ends the session', async ({ browser, vivarium }) => {
  // With the cookie of all other stories here, their session would end.
  const storageState = { cookies: [], origins: [] }
  const context = await browser.newContext({ baseURL: vivarium.origin, storageState })
  const page = await context.newPage()
  await signIn(page, vivarium.signInLink())
  await page.getByRole('button', { name: /^Settings/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
  await page.goto(treeUrl('/'))
  await expect(page.getByRole('heading', { name: 'Sign in to Vivarium' })).toBeVisible()
  await context.close()
})
