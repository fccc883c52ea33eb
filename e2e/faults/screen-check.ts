import type { Page } from '@playwright/test'
import { row, tree, treeUrl } from '@/e2e/browser/screen'
import { childOf, nameOf, type ZnodePath } from '@/lib/znode/path'
import { isEphemeral, type Stat } from '@/lib/znode/stat'
import { expectedRows } from './compare'
import type { Truth } from './truth'

/** What one browser has on its screen. */
export type View = {
  /** The znode that is open. */
  readonly path: ZnodePath
  readonly tab: 'value' | 'children' | 'stat'
  /** Open in the tree, from the outside in. */
  readonly open: readonly ZnodePath[]
  /** Whether the pane of all events is open. */
  readonly timeline: boolean
}

export type Screen = View & { readonly page: Page }

const STAT_FIELDS = [
  'version',
  'mzxid',
  'czxid',
  'pzxid',
  'cversion',
  'aversion',
  'numChildren',
] as const

/** Opens the view in a page, whose every change of the znode's mzxid is kept from then on. */
export async function openView(page: Page, view: View): Promise<Screen> {
  await page.addInitScript(keepMzxids)
  await page.goto(`${treeUrl(view.path)}&tab=${view.tab}`)
  await tree(page).getByRole('treeitem').first().waitFor()
  for (const path of view.open) {
    const item = row(page, nameOf(path))
    await item.waitFor()
    if ((await item.getAttribute('aria-expanded')) !== 'true') await item.press('ArrowRight')
  }
  return { page, ...view }
}

/** Runs in the page. Only ever growing, whatever happens to the znode: I2 on the screen. */
function keepMzxids() {
  const mzxids: string[] = []
  Object.assign(window, { mzxids })
  new MutationObserver(() => {
    const head = [...document.querySelectorAll('table[aria-label^="Stat of"] th')].find(
      ({ textContent }) => textContent === 'mzxid',
    )
    const strip = document.querySelector('[data-mzxid]')?.getAttribute('data-mzxid')
    const shown = strip ?? head?.nextElementSibling?.textContent
    if (shown && shown !== mzxids.at(-1)) mzxids.push(shown)
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
}

/** The times that the znode on the screen became an older one. */
export async function stepsBack({ page, path }: Screen): Promise<string[]> {
  const mzxids = await page.evaluate(() => (window as unknown as { mzxids: string[] }).mzxids)
  return mzxids.flatMap((mzxid, index) => {
    const before = mzxids[index - 1]
    const isOlder = before !== undefined && BigInt(mzxid) < BigInt(before)
    return isOlder ? [`the screen of ${path} went back from ${before} to ${mzxid}`] : []
  })
}

/** What the screen shows otherwise than ZooKeeper holds it. */
export async function screenDifferences(screen: Screen, truth: Truth): Promise<string[]> {
  const shown = await screen.page.evaluate(readScreen)
  const [root] = truth.keys()
  if (root === undefined) return []
  const rows = shown.rows.filter(([path]) => path === root || path.startsWith(`${root}/`))
  const wanted = expectedRows(truth, root, screen.open).map((path) => [path, words(truth, path)])
  const found = [...compare('rows', rows, wanted)]
  const znode = truth.get(screen.path)
  if (!znode) return shown.isGone ? found : [...found, `${screen.path} is shown as if it existed`]
  if (shown.isGone) return [...found, `${screen.path} is shown as gone`]
  const { stat, data, names } = znode
  found.push(...compare('count of children', shown.count, number(stat.numChildren)))
  // The stat itself says more.
  if (screen.tab !== 'stat') found.push(...compare('strip', shown.strip, `v${stat.version}`))
  if (screen.tab === 'value') found.push(...compare('value', shown.value, `${data ?? ''}`))
  if (screen.tab === 'stat') found.push(...compare('stat', shown.stat, statOf(stat)))
  if (screen.tab === 'children') {
    const table = names.map((name) => childCells(name, truth.get(childOf(screen.path, name))?.stat))
    found.push(...compare('children', shown.children, table))
  }
  return found
}

function compare(what: string, shown: unknown, wanted: unknown): string[] {
  const [is, should] = [JSON.stringify(shown), JSON.stringify(wanted)]
  return is === should ? [] : [`${what} on screen: ${is}, not ${should}`]
}

/** What a row says to who does not see it. */
function words(truth: Truth, path: ZnodePath): string {
  const stat = truth.get(path)?.stat
  if (!stat) return ''
  if (isEphemeral(stat)) return `Ephemeral, version ${stat.version}`
  const { numChildren, version } = stat
  if (numChildren === 0) return `Version ${version}`
  return numChildren === 1 ? '1 child' : `${numChildren} children`
}

function statOf(stat: Stat) {
  return STAT_FIELDS.map((field) => {
    const value = stat[field]
    return [field, typeof value === 'number' ? number(value) : value]
  })
}

function childCells(name: string, stat: Stat | undefined) {
  if (!stat) return [name]
  const owner = isEphemeral(stat) ? stat.ephemeralOwner : ''
  return [name, `${stat.version}`, number(stat.numChildren), owner]
}

function number(value: number): string {
  return new Intl.NumberFormat('en').format(value)
}

/** Runs in the page. */
function readScreen() {
  const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)]
  const textOf = (element: Element | null | undefined) => element?.textContent ?? ''
  const fields = ['version', 'mzxid', 'czxid', 'pzxid', 'cversion', 'aversion', 'numChildren']
  const panel = textOf(document.querySelector('section[aria-label^="Znode "]'))
  const childrenTab = all('[role=tab]').find((tab) => textOf(tab).startsWith('Children'))
  const stat = new Map(
    all('table[aria-label^="Stat of"] tbody tr').map((line) => [
      textOf(line.querySelector('th')),
      textOf(line.querySelector('td')),
    ]),
  )
  const rows = all('[role=treeitem][data-row]').sort((a, b) => a.offsetTop - b.offsetTop)
  const children = all('[role=table][aria-label^="Children of"] [role=row]')
    .filter((line) => line.getAttribute('aria-rowindex') !== '1')
    .sort((a, b) => Number(a.ariaRowIndex) - Number(b.ariaRowIndex))
  return {
    isGone: /This is its last known state|Nothing is stored at this path/.test(panel),
    rows: rows.map((item) => [
      item.dataset.row ?? '',
      item.getAttribute('aria-description') ?? '',
    ]) as Array<[string, string]>,
    strip: textOf(document.querySelector('[data-mzxid] > span')),
    count: /[\d,]+/.exec(textOf(childrenTab))?.[0] ?? '0',
    value: textOf(document.querySelector('[aria-label^="Value of"]')),
    stat: fields.map((name) => [name, stat.get(name) ?? '']),
    children: children.map((line) => {
      const cells = [...line.querySelectorAll('[role=cell]')].map(textOf)
      return [cells[0] ?? '', cells[4] ?? '', cells[3] ?? '', cells[6] ?? '']
    }),
  }
}
