import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

test('every test that docs/security.md names is there', () => {
  const guide = readFileSync(join(root, 'docs/security.md'), 'utf8')
  const named = [...guide.matchAll(/`([\w./-]+\.(?:test|spec)\.\w+)` › ([^|\n)]+)/g)]
  expect(named.length).toBeGreaterThan(50)
  const missing = named.filter(([, file, title]) => {
    return !readFileSync(join(root, file), 'utf8').includes(title.trim())
  })
  expect(missing.map(([, file, title]) => `${file} › ${title.trim()}`)).toEqual([])
})
