import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startVivarium, type VivariumServer } from '@/bin/production-server.mjs'
import { expectNoViolations } from '@/e2e/browser/axe'
import { test as base, expect } from '@/e2e/browser/fixtures'
import {
  editButton,
  editor,
  openTree,
  reviewAndSave,
  reviewButton,
  startEditing,
  znode,
} from '@/e2e/browser/screen'

// Axe takes seconds where the machine is busy.
base.describe.configure({ timeout: 120_000 })

const SCHEMA = {
  type: 'object',
  required: ['port'],
  properties: {
    port: { type: 'integer', maximum: 65_535, description: 'Where clients connect.' },
    mode: { enum: ['active', 'standby'] },
  },
}

const SLOW_SCHEMA = { properties: { name: { pattern: '^(a+)+$' } } }

const test = base.extend<object, { vivarium: VivariumServer }>({
  vivarium: [
    async ({ zookeeper }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'vivarium-schema-'))
      const schemas = [
        { paths: '/*/service*', file: 'port.json' },
        { paths: '/*/slow', file: 'slow.json' },
      ]
      const cluster = { id: 'main', connect: zookeeper.connectString, schemas }
      writeFileSync(join(folder, 'port.json'), JSON.stringify(SCHEMA))
      writeFileSync(join(folder, 'slow.json'), JSON.stringify(SLOW_SCHEMA))
      writeFileSync(join(folder, 'vivarium.json'), JSON.stringify({ clusters: [cluster] }))
      const server = await startVivarium({ VIVARIUM_CONFIG: join(folder, 'vivarium.json') })
      await use(server)
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

test('a value that breaks the JSON Schema of its path is marked where it does', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/service`
  await zk.create(path, '{\n  "port": 80\n}')
  await startEditing(page, path, '{\n  "port": 70000\n}')
  await expect(znode(page).getByText('Line 2, column 11:')).toBeVisible()
  await expect(znode(page).getByText('must be <= 65535')).toBeVisible()
  await expect(reviewButton(page)).toBeDisabled()
  await editor(page, path).fill('{\n  "port": 8080\n}')
  await reviewAndSave(page)
  await expect(page.getByText('Saved as v1')).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('{\n  "port": 8080\n}')
})

const FORMATS = [
  {
    name: 'service',
    before: '{\n  "mode": "active",\n  "port": 1\n}',
    bad: '{\n  "mode": "idle",\n  "port": 1\n}',
    place: 'Line 2, column 11:',
    keyAfter: '{\n  "mode": "active",',
    key: '\n  "po',
    saved: '{\n  "mode": "standby",\n  "port": 80\n}',
  },
  {
    name: 'service.yaml',
    before: 'mode: active # now\nport: 1\n',
    bad: '# note\nmode: idle\nport: 1\n',
    place: 'Line 2, column 7:',
    keyAfter: 'mode: active # now\n',
    key: 'po',
    saved: 'mode: standby\nport: 80\n',
  },
] as const

for (const { name, before, bad, place, keyAfter, key, saved } of FORMATS)
  test(`${name}: keys and values are completed by keyboard, errors have their place`, async ({
    page,
    zk,
    root,
  }) => {
    const path = `${root}/${name}`
    await zk.create(path, before)
    await openTree(page, path)
    await editButton(page).click()
    const field = editor(page, path)
    await field.fill(bad)
    await expect(znode(page).getByText(place)).toBeVisible()
    await expect(znode(page).getByText(/must be equal to one of the allowed values/)).toBeVisible()
    await expect(reviewButton(page)).toBeDisabled()
    await expectNoViolations(page)

    await field.fill(keyAfter)
    await page.keyboard.press('ControlOrMeta+End')
    await page.keyboard.type(key)
    const option = page.getByRole('option', { name: /port/ })
    await expect(option).toHaveAttribute('aria-selected', 'true')
    await expect(page.getByText('Where clients connect.')).toBeVisible()
    await expectNoViolations(page)
    await page.keyboard.press('Enter')
    await expect(option).toBeHidden()
    await expect(field).toContainText(/port"?: $/)
    await page.keyboard.type('80')
    await expect(field).toContainText(/port"?: 80$/)

    await field.fill(saved.replace('standby', '').replace('""', ''))
    await page.keyboard.press('ControlOrMeta+Home')
    await page.keyboard.press(name === 'service' ? 'ArrowDown' : 'Home')
    await page.keyboard.press('End')
    if (name === 'service') await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ControlOrMeta+Space')
    await expect(page.getByRole('option', { name: /active/ })).toBeVisible()
    await expectNoViolations(page)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await reviewAndSave(page)
    await expect(page.getByText('Saved as v1')).toBeVisible()
    expect((await zk.get(path)).data?.toString()).toBe(saved)
  })

test('a check that takes too long is said to have been ended, and the value may be saved', async ({
  page,
  zk,
  root,
}) => {
  const path = `${root}/slow`
  await zk.create(path, '{"name": "a"}')
  const endless = `{"name": "${'a'.repeat(40)}!"}`
  await startEditing(page, path, endless)
  await expect(znode(page).getByText('it took longer than 1 s')).toBeVisible()
  await expectNoViolations(page)
  await reviewAndSave(page)
  await expect(page.getByText('Saved as v1')).toBeVisible()
})

test('the schemas of a path are answered to whoever may read it', async ({ api, root }) => {
  const named = await api.get(`/api/clusters/main/schemas?path=${root}/service`)
  expect(await named.json()).toEqual({ schemas: [SCHEMA] })
  const others = await api.get(`/api/clusters/main/schemas?path=${root}/other`)
  expect(await others.json()).toEqual({ schemas: [] })
})
