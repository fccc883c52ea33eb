import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')

const RULES = [
  ['noRestrictedImports', 'lib/tree/rows.ts', "import { a } from '../znode/path'"],
  ['noRestrictedImports', 'e2e/browser/screen.ts', "import { a } from '../sign-in'"],
  ['noRestrictedImports', 'lib/server/boot.ts', "import zookeeper from 'node-zookeeper-client'"],
  ['noRestrictedImports', 'bin/demo.mjs', "import zookeeper from 'node-zookeeper-client'"],
  ['noExplicitAny', 'lib/tree/rows.ts', 'export const rows = (x: any) => x'],
  ['noNonNullAssertion', 'lib/tree/rows.ts', 'export const rows = (x?: string) => x!.length'],
  ['noBarrelFile', 'lib/tree/index.ts', "export { a } from './a'\nexport { b } from './b'"],
  ['useImportType', 'lib/tree/rows.ts', "import { Row } from './row'\nexport type Rows = Row[]"],
  [
    'noFloatingPromises',
    'lib/tree/rows.ts',
    'async function f() {}\nexport const g = () => { f() }',
  ],
  [
    'noSkippedTests',
    'lib/tree/rows.test.ts',
    "import { test } from 'vitest'\ntest.skip('a', () => {})",
  ],
  [
    'noExcessiveLinesPerFunction',
    'lib/tree/rows.ts',
    `export function f() {\n${'f()\n'.repeat(51)}}`,
  ],
  ['plugin', 'components/tree/name.tsx', 'export const Name = (p: P) => <b>{p.path}</b>'],
  [
    'plugin',
    'components/tree/name.tsx',
    'export const Name = (p: P) => <b>{nameOf(p.at) || 1}</b>',
  ],
  ['plugin', 'components/tree/name.tsx', 'export const Name = (p: P) => <b title={p.reason} />'],
  ['plugin', 'components/tree/name.tsx', "import { useTranslations } from 'use-intl'"],
]

let scratch = ''

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'vivarium-lint-'))
  for (const file of ['biome.json', 'bin/check/bare-text.grit']) {
    mkdirSync(dirname(join(scratch, file)), { recursive: true })
    copyFileSync(join(root, file), join(scratch, file))
  }
})

afterAll(() => rmSync(scratch, { recursive: true }))

function write(path, text) {
  const file = join(scratch, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** The rules broken in the scratch tree, as `path rule`. */
function broken() {
  const parameters = [
    'lint',
    '--vcs-enabled=false',
    '--max-diagnostics=none',
    '--reporter=json',
    '.',
  ]
  const options = { cwd: scratch, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }
  const report = (() => {
    try {
      return execFileSync(process.execPath, [biome, ...parameters], options)
    } catch (failed) {
      return failed.stdout
    }
  })()
  return JSON.parse(report).diagnostics.map(
    ({ location, category }) => `${location.path} ${category.split('/').at(-1)}`,
  )
}

test('types count: two files that import each other are a cycle', () => {
  write('lib/tree/left.ts', "import type { Right } from './right'\nexport type Left = Right\n")
  write('lib/tree/right.ts', "import type { Left } from './left'\nexport type Right = Left\n")
  expect(broken()).toContain('lib/tree/left.ts noImportCycles')
})

test.each(RULES)('the linter finds it: %s', (rule, path, text) => {
  write(path, `${text}\n`)
  expect(broken()).toContain(`${path} ${rule}`)
})
