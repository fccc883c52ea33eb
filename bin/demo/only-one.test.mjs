import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claim } from './only-one.mjs'

let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vivarium-claim-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('the second one hears what the first has to say', async () => {
  let url = ''
  expect(await claim(folder, () => url)).toBeNull()
  url = 'http://127.0.0.1:8181'
  expect(await claim(folder, () => 'mine')).toBe(url)
})

test('what a killed one left behind is no hindrance', async () => {
  writeFileSync(join(folder, 'running'), '')
  expect(await claim(folder, () => '')).toBeNull()
})
