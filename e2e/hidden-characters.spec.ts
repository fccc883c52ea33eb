import type { APIRequestContext, Page } from '@playwright/test'
import { expect, test } from '@/e2e/browser/fixtures'
import {
  editor,
  openTree,
  reviewButton,
  row,
  shownValue,
  startEditing,
  tab,
  timeline,
  tree,
  treeUrl,
  znode,
} from '@/e2e/browser/screen'

const RIGHT_TO_LEFT = 'safe\u202etxt.exe'
/** Names that pretend to be others, each by a kind of character that has no ink. */
const PRETENDERS = {
  'characters that change direction': [RIGHT_TO_LEFT, 'a\u2066b'],
  'characters without a width': ['pro\u200bduction', '\u200b', 'check\u00adout', 'flags\ufe0f'],
  'characters that look blank': ['two\u00a0words', 'one\u2028two', 'x\u3164y', 'config  '],
} as const

/**
 * Texts on the page in which a hidden character stands as it is: text nodes, labels, titles and
 * hints, the tab's title. What is in an editor or a value is no name.
 */
function hiddenOnScreen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const hidden =
      /\u034f|[\ufe00-\ufe0f]|[\u00a0\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2067\u206a-\u206f\u2800\u3164\ufeff]/
    const found: string[] = []
    const look = (where: string, text: string) => {
      if (hidden.test(text)) found.push(`${where}: ${JSON.stringify(text).slice(0, 120)}`)
    }
    look('title', document.title)
    for (const element of document.querySelectorAll('*')) {
      if (element.closest('.cm-editor, script, style, textarea')) continue
      for (const name of ['title', 'aria-label', 'aria-description', 'placeholder', 'alt'])
        look(`${element.tagName}[${name}]`, element.getAttribute(name) ?? '')
      for (const node of element.childNodes)
        if (node.nodeType === Node.TEXT_NODE) look(element.tagName, node.nodeValue ?? '')
    }
    return found
  })
}

const expectNothingHidden = (page: Page) => expect.poll(() => hiddenOnScreen(page)).toEqual([])

/** Everything that speaks of the znode that is chosen in the tree. */
async function expectNothingHiddenOf(page: Page, path: string) {
  for (const view of ['ACL', 'Stat', 'History', 'Value']) {
    await tab(page, view).click()
    await expectNothingHidden(page)
  }
  for (const name of ['Delete', 'Create a child']) {
    await page.getByRole('button', { name, exact: true }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectNothingHidden(page)
    await page.keyboard.press('Escape')
  }
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox').fill(path)
  await expectNothingHidden(page)
  await page.keyboard.press('Escape')
}

async function saveWithReason(api: APIRequestContext, path: string) {
  const { stat } = await (await api.get('/api/clusters/main/znode', { params: { path } })).json()
  const { version, czxid } = stat
  const written = await api.put('/api/clusters/main/znode', {
    data: { path, data: btoa('a=2\n'), version, czxid, reason: 'done\u202ebeyond\u200b' },
  })
  expect(written.status()).toBe(200)
}

for (const [kind, names] of Object.entries(PRETENDERS)) {
  test(`names with ${kind} show them in every view, dialog and title`, async ({
    page,
    zk,
    api,
    root,
  }) => {
    const paths = names.map((name) => `${root}/${name}`)
    await openTree(page, root)
    await row(page, root.slice(1)).press('ArrowRight')
    for (const path of paths) await zk.create(path, 'a=1\n')
    await expect(tree(page).getByRole('treeitem', { level: 2 })).toHaveCount(paths.length)
    await expect(timeline(page).getByRole('listitem').first()).toContainText('Created')
    await expectNothingHidden(page)

    await tab(page, 'Children').click()
    await expect(znode(page).getByRole('table').getByRole('link').first()).toBeVisible()
    await expectNothingHidden(page)

    for (const path of paths)
      await test.step(JSON.stringify(path), async () => {
        await tree(page)
          .locator(`[data-row=${JSON.stringify(path)}]`)
          .click()
        await expectNothingHiddenOf(page, path)
        await saveWithReason(api, path)
      })
    await page.goto(`/main/history?path=${encodeURIComponent(root)}`)
    await expect(page.getByText('U+202E').first()).toBeVisible()
    await expectNothingHidden(page)
    await page.goto(`${treeUrl(paths[0] ?? root)}&tab=history`)
    await expect(znode(page).getByText('beyond').first()).toBeVisible()
    await expectNothingHidden(page)
    for (const path of paths) await zk.remove(path)
    await expect(page.getByText(/Deleted/).first()).toBeVisible()
    await expectNothingHidden(page)
    await page.goto('/main/history?view=deleted')
    await expectNothingHidden(page)
    for (const path of paths) {
      await page.goto(treeUrl(path))
      await expect(page.getByText('does not exist').first()).toBeVisible()
      await expectNothingHidden(page)
    }
  })
}

test('a draft, its list and its conflict show the hidden characters of their znode', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/${RIGHT_TO_LEFT}`
  await zk.create(path, 'a=1\n')
  await page.goto(treeUrl(path))
  await znode(page).getByRole('button', { name: /^Edit/ }).click()
  await znode(page).getByRole('textbox').first().fill('a=2\n')
  await expectNothingHidden(page)
  await page.getByRole('button', { name: /draft/i }).first().click()
  await expectNothingHidden(page)
  await page.keyboard.press('Escape')
  await reviewButton(page).click()
  await expectNothingHidden(page)
  await zk.set(path, 'a=3\n')
  await expect(page.getByText(/v1/).first()).toBeVisible()
  await expectNothingHidden(page)
})

test('two names that look alike are told apart in the tree', async ({ page, zk, root }) => {
  await zk.create(`${root}/production`, 'true one')
  await zk.create(`${root}/pro\u200bduction`, 'pretender')
  await openTree(page, root)
  await row(page, root.slice(1)).press('ArrowRight')
  await row(page, 'pro[U+200B]duction').click()
  await expect(shownValue(page, `${root}/pro[U+200B]duction`)).toContainText('pretender')
  await startEditing(page, `${root}/production`, 'true two')
  await expect(editor(page, `${root}/production`)).toBeVisible()
})
