import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startVivarium, type VivariumServer } from '@/bin/production-server.mjs'
import { test as base, expect } from './fixtures'
import { editButton, editor, openTree, reviewAndSave, reviewButton, znode } from './screen'

const SCHEMA = {
  type: 'object',
  properties: { port: { type: 'integer', maximum: 65_535 } },
}

const test = base.extend<object, { vivarium: VivariumServer }>({
  vivarium: [
    async ({ zookeeper }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'vivarium-schema-'))
      const schemas = [{ paths: '/*/service', file: 'port.json' }]
      const cluster = { id: 'main', connect: zookeeper.connectString, schemas }
      writeFileSync(join(folder, 'port.json'), JSON.stringify(SCHEMA))
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
  await openTree(page, path)
  await editButton(page).click()
  await editor(page, path).fill('{\n  "port": 70000\n}')
  await expect(znode(page).getByText('Line 2, column 11:')).toBeVisible()
  await expect(znode(page).getByText('must be <= 65535')).toBeVisible()
  await expect(reviewButton(page)).toBeDisabled()
  await editor(page, path).fill('{\n  "port": 8080\n}')
  await reviewAndSave(page)
  await expect(page.getByText('Saved as v1')).toBeVisible()
  expect((await zk.get(path)).data?.toString()).toBe('{\n  "port": 8080\n}')
})
