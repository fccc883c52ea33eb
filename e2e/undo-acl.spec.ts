import type { APIRequestContext, Locator, Page } from '@playwright/test'
import { expectNoViolations } from '@/e2e/browser/axe'
import { expect, test } from '@/e2e/browser/fixtures'
import { tab, treeUrl } from '@/e2e/browser/screen'
import { undoButton, versions } from '@/e2e/browser/undo-steps'
import { planAclUndo } from '@/lib/api/acl'

const ACL = '/api/clusters/main/acl'
const OPEN = ['read', 'write', 'create', 'delete', 'admin']
const anyone = (...permissions: string[]) => [{ scheme: 'world', id: 'anyone', permissions }]

async function aclOf(api: APIRequestContext, path: string) {
  const answer = await api.get(ACL, { params: { path } })
  expect(answer.status()).toBe(200)
  const { acl, stat }: { acl: unknown; stat: { aversion: number; czxid: string } } =
    await answer.json()
  return { acl, aversion: stat.aversion, czxid: stat.czxid }
}

async function setAcl(api: APIRequestContext, path: string, acl: unknown, reason?: string) {
  const { aversion, czxid } = await aclOf(api, path)
  const body = { path, aversion, czxid, acl, reason, locksOut: true }
  const answer = await api.put(ACL, { data: body })
  expect(answer.status()).toBe(200)
}

/** Opens the history of a new znode whose ACL becomes each of these. */
async function recordAcls(page: Page, api: APIRequestContext, path: string, ...acls: unknown[]) {
  await page.goto(`${treeUrl(path)}&tab=history`)
  await expect(versions(page, path)).toHaveCount(1)
  for (const [index, acl] of acls.entries()) {
    await setAcl(api, path, acl, `Step ${index + 1}`)
    await expect(versions(page, path)).toHaveCount(index + 2)
  }
}

const dialog = (page: Page) => page.getByRole('dialog')
const submit = (page: Page) => dialog(page).getByRole('button', { name: 'Put the ACL back' })
const rowOf = (page: Page, who: string): Locator =>
  dialog(page).getByRole('row').filter({ hasText: who })

test('a change of an ACL is undone by two presses, with its reason filled in', async ({
  page,
  api,
  zk,
  root,
}) => {
  const path = `${root}/opened`
  await zk.create(path, 'held')
  await recordAcls(page, api, path, anyone('read', 'admin'))
  await undoButton(page).click()
  await expect(dialog(page)).toContainText('The znode gets the ACL from before this change.')
  await expect(rowOf(page, 'removed')).toHaveCount(1)
  await expect(rowOf(page, 'added')).toHaveCount(1)
  await expect(rowOf(page, 'added')).toContainText(/anyone may write, .*change the ACL/)
  await expect(dialog(page).getByRole('textbox', { name: 'Reason' })).toHaveValue(
    /^Undo of “Step 1” by operator, (just now|\d+ s ago)$/,
  )
  await expectNoViolations(page)
  await submit(page).click()
  await expect(page.getByText('ACL of opened put back (ACL version 2)')).toBeVisible()
  expect(await aclOf(api, path)).toMatchObject({ acl: anyone(...OPEN), aversion: 2 })
  await expect(versions(page, path).first()).toContainText('Undo of “Step 1”')
  await tab(page, 'ACL').click()
  await expect(page.getByText('ACL version 2', { exact: true })).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('held')
})

test('rights that Vivarium would lose are said before an ACL is put back', async ({
  page,
  api,
  zk,
  root,
}) => {
  const path = `${root}/closed`
  await zk.create(path)
  await recordAcls(page, api, path, anyone('read', 'admin'), anyone(...OPEN))
  await undoButton(page).click()
  await expect(dialog(page)).toContainText(
    'Vivarium loses here: write, create children, delete children.',
  )
  await submit(page).click()
  await expect(page.getByText('put back (ACL version 3)')).toBeVisible()
  expect((await aclOf(api, path)).acl).toEqual(anyone('read', 'admin'))
})

test('an ACL that Vivarium could not change again is put back only once its name is typed', async ({
  page,
  api,
  zk,
  root,
}) => {
  const path = `${root}/last`
  await zk.create(path)
  await recordAcls(page, api, path, anyone(...OPEN))
  await setAcl(api, path, anyone('read', 'admin'))
  // Nobody here may take the right away and give it back: the plan is what the server would say.
  await page.route('**/history/acl-undo?*', async (route) => {
    const answer = await route.fetch()
    const plan = planAclUndo.answer.parse(await answer.json())
    await route.fulfill({ response: answer, json: { ...plan, loses: ['admin'] } })
  })
  await expect(versions(page, path)).toHaveCount(3)
  await versions(page, path).first().getByRole('button').first().click()
  await undoButton(page).click()
  await expect(dialog(page)).toContainText('It cannot change this ACL again.')
  await expect(submit(page)).toBeDisabled()
  await dialog(page).getByRole('textbox', { name: 'Type “last” to confirm' }).fill('last')
  await expect(submit(page)).toBeEnabled()
})

test('what came later is asked about, and an ACL that changes meanwhile is asked about anew', async ({
  page,
  api,
  zk,
  root,
}) => {
  const path = `${root}/again`
  await zk.create(path)
  await recordAcls(page, api, path, anyone('read', 'admin'), anyone('read', 'write', 'admin'))
  await versions(page, path).nth(1).getByRole('button').first().click()
  await undoButton(page).click()
  await expect(dialog(page)).toContainText('version 2 now, 1 after this change')
  await expect(submit(page)).toBeDisabled()
  const accept = dialog(page).getByRole('checkbox', { name: 'Take back the later changes, too' })
  await accept.check()
  await expect(submit(page)).toBeEnabled()
  await setAcl(api, path, anyone('create', 'read', 'admin'))
  await expect(dialog(page)).toContainText('version 3 now, 1 after this change')
  await expect(accept).not.toBeChecked()
  await expect(submit(page)).toBeDisabled()
  expect((await aclOf(api, path)).acl).toEqual(anyone('read', 'create', 'admin'))
  await accept.check()
  await submit(page).click()
  await expect(page.getByText('put back (ACL version 4)')).toBeVisible()
  expect((await aclOf(api, path)).acl).toEqual(anyone(...OPEN))
})

test('an ACL that Vivarium may not change stays, and the dialog says what is missing', async ({
  page,
  api,
  zk,
  root,
}) => {
  const path = `${root}/locked`
  await zk.create(path)
  await recordAcls(page, api, path, anyone('read'))
  await undoButton(page).click()
  await submit(page).click()
  await expect(dialog(page).getByRole('alert')).toContainText('the “admin” permission')
  expect((await aclOf(api, path)).acl).toEqual(anyone('read'))
})

test('an ACL says what it lets anyone change beside those whom it names; the default is no news', async ({
  page,
  api,
  zk,
  root,
}) => {
  const path = `${root}/shared`
  const elsewhere = { scheme: 'ip', id: '10.0.0.0/8', permissions: OPEN }
  await zk.create(path)
  await page.goto(`${treeUrl(path)}&tab=acl`)
  await expect(page.getByRole('row').filter({ hasText: 'world:anyone' })).toBeVisible()
  await expect(page.getByText(/anyone may/)).toHaveCount(0)
  await setAcl(api, path, [...anyone('read', 'write', 'admin'), elsewhere])
  await expect(page.getByText('anyone may write, change the ACL')).toBeVisible()
  const id = 'ops:VTFFY3p38X0IKhZgzUit6nGpbgY='
  await setAcl(api, path, [...anyone('read'), { scheme: 'digest', id, permissions: OPEN }])
  // ZooKeeper shows hashes to those alone who may change the ACL.
  await expect(page.getByText('password hash not shown')).toBeVisible()
})

test('two passwords of one user and hundreds of entries are a table, and the rest is counted', async ({
  page,
  api,
  zk,
  root,
}) => {
  const path = `${root}/many`
  await zk.create(path)
  await page.goto(`${treeUrl(path)}&tab=acl`)
  const passwords = ['one=', 'two='].map((hash) => ({
    ...{ scheme: 'digest', id: `ops:${hash}`, permissions: OPEN },
  }))
  const addresses = Array.from({ length: 700 }, (_, at) => ({
    ...{ scheme: 'ip', id: `10.0.${at >> 8}.${at & 255}`, permissions: ['read'] },
  }))
  await setAcl(api, path, [...anyone(...OPEN), ...passwords, ...addresses])
  await expect(page.getByRole('row').filter({ hasText: 'User ops (password)' })).toHaveCount(2)
  await expect(page.getByText('203 more entries are not shown')).toBeVisible()
})
