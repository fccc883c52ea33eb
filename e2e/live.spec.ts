import { startTethered } from '@/bin/tethered-process.mjs'
import { expect, test } from '@/e2e/browser/fixtures'
import { openTree, row, shownValue, timeline, tree } from '@/e2e/browser/screen'
import { kazooPython, runKazoo } from './foreign/kazoo'

test('another client creates, changes and deletes, and the screen follows without reload', async ({
  page,
  zk,
  root,
}) => {
  await openTree(page, root)
  await page.evaluate(() => Object.assign(window, { loadedOnce: true }))
  await zk.create(`${root}/instance`, 'v0')
  await row(page, root.slice(1)).press('ArrowRight')
  await row(page, 'instance').click()
  await expect(shownValue(page, `${root}/instance`)).toContainText('v0')

  await zk.set(`${root}/instance`, 'v1')
  await expect(shownValue(page, `${root}/instance`)).toContainText('v1')
  await expect(timeline(page)).toContainText('v0 → v1')

  await zk.create(`${root}/second`)
  await expect(row(page, 'second')).toBeVisible()

  await zk.remove(`${root}/instance`)
  await expect(tree(page).getByRole('treeitem', { name: 'instance' })).toHaveCount(0)
  await expect(page.getByText(/^Deleted .* last known state/)).toBeVisible()
  await expect(shownValue(page, `${root}/instance`)).toContainText('v1')
  expect(await page.evaluate(() => 'loadedOnce' in window)).toBe(true)
})

test('a live change moves neither focus nor selection', async ({ page, zk, root }) => {
  await zk.create(`${root}/m`)
  await openTree(page, `${root}/m`)
  await row(page, 'm').focus()
  for (const name of ['a', 'b', 'z']) await zk.create(`${root}/${name}`)
  await expect(row(page, 'z')).toBeVisible()
  await expect(row(page, 'm')).toBeFocused()
  await expect(row(page, 'm')).toHaveAttribute('aria-selected', 'true')
})

if (kazooPython) {
  const python = kazooPython
  test('kazoo creates, changes and deletes, and the screen follows', async ({
    page,
    zookeeper,
    root,
  }) => {
    const kazoo = (code: string) => runKazoo(python, zookeeper.connectString, root, code)
    await openTree(page, root)
    await row(page, root.slice(1)).press('ArrowRight')
    kazoo("client.create('/example', b'hello world')")
    await row(page, 'example').click()
    await expect(shownValue(page, `${root}/example`)).toContainText('hello world')
    kazoo("client.set('/example', b'hello again')")
    await expect(shownValue(page, `${root}/example`)).toContainText('hello again')
    kazoo("client.delete('/example')")
    await expect(tree(page).getByRole('treeitem', { name: 'example' })).toHaveCount(0)
  })
}

test('the registrations of a killed process vanish', async ({ page, zk, zookeeper, root }) => {
  const path = `${root}/instance-1`
  const registered = startTethered({
    command: process.execPath,
    args: ['e2e/foreign/registration.mjs', zookeeper.connectString, path],
    output: 'inherit',
  })
  await expect.poll(() => zk.exists(path)).toBe(true)
  await openTree(page, root)
  await row(page, root.slice(1)).press('ArrowRight')
  await expect(row(page, 'instance-1')).toBeVisible()
  await registered.stop(0)
  await expect(tree(page).getByRole('treeitem', { name: 'instance-1' })).toHaveCount(0)
  expect(await zk.exists(path)).toBe(false)
})

test('the timeline filters, pauses and goes on', async ({ page, zk, root }) => {
  await openTree(page, root)
  await zk.create(`${root}/kept`)
  await zk.create(`${root}/hidden`)
  await expect(timeline(page)).toContainText('kept')
  await expect(timeline(page)).toContainText('hidden')

  const filter = page.getByRole('searchbox', { name: 'Filter events' })
  await filter.fill('kept')
  await expect(timeline(page)).toContainText('kept')
  await expect(timeline(page)).not.toContainText('hidden')
  await filter.fill('')

  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await zk.set(`${root}/kept`, 'while paused')
  await expect(page.getByText('1 new event')).toBeVisible()
  const change = timeline(page)
    .getByRole('listitem')
    .filter({ hasText: `v0 → v1 · ${root}` })
  await expect(change).toHaveCount(0)
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await expect(change).toHaveCount(1)
})

test('the timeline holds what happened before its code had arrived', async ({ page, zk, root }) => {
  let go: () => void = () => undefined
  const happened = new Promise<void>((resolve) => {
    go = resolve
  })
  await page.route('**/_next/static/**/*.js', async (route) => {
    const response = await route.fetch()
    const body = await response.text()
    if (body.includes('role:"log"')) await happened
    await route.fulfill({ response, body })
  })
  await openTree(page, root)
  const names = Array.from({ length: 12 }, (_, index) => `early-${index}`)
  for (const name of names) await zk.create(`${root}/${name}`)
  await expect(page.getByRole('treeitem', { name: root.slice(1) })).toContainText('12')
  await expect(timeline(page)).toHaveCount(0)
  go()
  for (const name of names) await expect(timeline(page)).toContainText(name)
})
