import { EventEmitter, once } from 'node:events'
import type { Page, Request } from '@playwright/test'
import { expect, test } from '@/e2e/browser/fixtures'
import { openTree, row, timeline, tree } from '@/e2e/browser/screen'
import type { ForeignClient } from './foreign/stock-client'

const COUNT = 300_000
const PARENT = '/large'
/** Rows on the screen, with those just outside of it. */
const FEW = 200
/** More events than the timeline keeps. */
const LEAST_ROUNDS = 60

// Its own ZooKeeper: removing so many znodes would hold up the others.
test.use({ settings: { VIVARIUM_CLUSTER_NAME: 'Large' } })

const nameOf = (index: number) => `n-${`${index}`.padStart(6, '0')}`
const NAMES = Array.from({ length: COUNT }, (_, index) => nameOf(index))

/** Without a worker to share a stream in, the page itself says what is on its screen. */
async function withoutWorker(page: Page): Promise<number[]> {
  await page.addInitScript(() => Object.assign(window, { SharedWorker: undefined }))
  const sizes: number[] = []
  page.on('request', (request: Request) => {
    if (request.url().endsWith('/interest')) sizes.push(request.postDataJSON().nodes.length)
  })
  return sizes
}

/** Notes in every frame which row has the focus and where it stands in its pane. */
async function watchFocus(page: Page): Promise<() => Promise<string[]>> {
  const noted = await page.evaluateHandle(() => {
    const places = new Set<string>()
    const note = () => {
      const { activeElement } = document
      const { top = 0 } = activeElement?.getBoundingClientRect() ?? {}
      const pane = document.querySelector('[aria-label="Tree"]')?.getBoundingClientRect()
      places.add(
        `${activeElement?.getAttribute('data-row')} at ${Math.round(top - (pane?.top ?? 0))}`,
      )
      requestAnimationFrame(note)
    }
    note()
    return places
  })
  return () => noted.evaluate((places) => [...places])
}

/**
 * Creates and deletes above the row in the middle, and changes its neighbours, again and again:
 * at least `LEAST_ROUNDS` times, and until it is enough. Each round leaves one child more. Answers
 * the number of rounds.
 */
async function storm(zk: ForeignClient, middle: number, isEnough: () => boolean): Promise<number> {
  let round = 0
  for (; round < LEAST_ROUNDS || !isEnough(); round++) {
    const fresh = Array.from({ length: 40 }, (_, at) => `${PARENT}/a-${round}-${at}`)
    const shown = Array.from({ length: 20 }, (_, at) => `${PARENT}/${nameOf(middle - 10 + at)}`)
    await Promise.all([
      ...fresh.map((path) => zk.create(path)),
      ...shown.map((path) => zk.set(path, `${round}`)),
    ])
    await Promise.all(fresh.slice(1).map((path) => zk.remove(path)))
  }
  return round
}

test('a directory of 300,000: counted, opened, searched, and calm in a storm of writes', async ({
  page,
  zk,
}) => {
  test.setTimeout(180_000)
  const asked = await withoutWorker(page)
  const listing = new EventEmitter()
  const isListed = once(listing, 'go')
  await page.route(`**/children?path=${encodeURIComponent(PARENT)}*`, async (route) => {
    await isListed
    await route.continue()
  })
  await zk.create(PARENT)
  await zk.createMany(PARENT, NAMES)
  await openTree(page, '/')

  await test.step('the count is there before the names are', async () => {
    await row(page, 'large').focus()
    await page.keyboard.press('ArrowRight')
    await expect(tree(page).getByText('Reading 300,000 children')).toBeVisible()
    listing.emit('go')
    await expect(row(page, nameOf(0))).toHaveAttribute('aria-setsize', `${COUNT}`)
  })

  const search = page.getByRole('searchbox', { name: 'Filter', exact: true })
  await test.step('a typed path goes to a child', async () => {
    await search.fill(`${PARENT}/${nameOf(COUNT - 1)}`)
    await expect(row(page, nameOf(COUNT - 1))).toBeVisible()
    await search.fill('')
  })

  await test.step('a filter finds all that match', async () => {
    const matches = NAMES.filter((name) => name.includes('2999'))
    await search.pressSequentially('2999')
    const last = row(page, nameOf(COUNT - 1))
    await expect(last).toHaveAttribute('aria-setsize', `${matches.length}`)
    await search.fill('')
  })

  await test.step('under a storm of writes the focused row stays where it is', async () => {
    const middle = COUNT / 2
    await search.fill(`${PARENT}/${nameOf(middle)}`)
    await search.press('Enter')
    await expect(row(page, nameOf(middle))).toBeFocused()
    const places = await watchFocus(page)
    let isSeen = false
    const over = storm(zk, middle, () => isSeen)
    const words = page.getByText(/changes\/s, shown in batches/)
    await expect(words)
      .toBeVisible({ timeout: 60_000 })
      .finally(() => {
        isSeen = true
      })
    const rounds = await over
    await expect(row(page, nameOf(middle))).toHaveAttribute('aria-setsize', `${COUNT + rounds}`)
    await expect(row(page, nameOf(middle - 1))).toContainText(`v${rounds}`)
    expect(await places()).toHaveLength(1)
    await expect(page.getByText(/shown in batches/)).toHaveCount(0)
  })

  await test.step('a pane that was hidden comes back where it was', async () => {
    const size = page.viewportSize() ?? { width: 1440, height: 900 }
    await page.setViewportSize({ width: 390, height: 844 })
    await expect(tree(page)).toBeHidden()
    await zk.remove(`${PARENT}/a-0-0`)
    await page.setViewportSize(size)
    await expect(row(page, nameOf(COUNT / 2))).toBeInViewport()
  })

  await expect(timeline(page)).toContainText(/older events no longer shown/)
  expect(await tree(page).getByRole('treeitem').count()).toBeLessThan(FEW)
  expect(Math.max(...asked)).toBeLessThan(FEW)
})
