import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')

/** Each file with one import, and whether design.md §2 lets it stand. */
const IMPORTS = [
  ['app/page.tsx', '@/components/tree/tree-view', 'stands'],
  ['app/api/health/route.ts', '@/lib/server/http/route', 'stands'],
  ['app/api/health/route.ts', '@/lib/api/session', 'stands'],
  ['app/page.tsx', '@/lib/client/live-store', 'falls'],
  ['app/page.tsx', '@/lib/tree/rows', 'falls'],
  ['app/page.tsx', '@/e2e/fixtures', 'falls'],
  ['components/tree/tree-view.tsx', '@/lib/client/use-tree', 'stands'],
  ['components/tree/tree-view.tsx', '@/lib/tree/rows', 'stands'],
  ['components/tree/tree-view.tsx', '@/components/ui/badge', 'stands'],
  ['components/tree/tree-view.tsx', '@/lib/server/zookeeper/session', 'falls'],
  ['components/tree/tree-view.tsx', '@/app/page', 'falls'],
  ['components/tree/tree-view.tsx', 'zod', 'falls'],
  ['components/ui/badge.tsx', '@/components/ui/button', 'stands'],
  ['components/ui/badge.tsx', '@/components/tree/tree-view', 'falls'],
  ['components/ui/badge.tsx', '@/lib/znode/path', 'falls'],
  ['lib/client/api.ts', '@/lib/api/znode', 'stands'],
  ['lib/client/api.ts', '@/lib/tree/rows', 'stands'],
  ['lib/client/api.ts', '@/components/tree/tree-view', 'falls'],
  ['lib/client/api.ts', '@/lib/server/http/route', 'falls'],
  ['lib/client/api.ts', 'zod', 'falls'],
  ['lib/messages/load.ts', '@/lib/client/api', 'falls'],
  ['lib/server/boot.ts', '@/lib/server/http/route', 'stands'],
  ['lib/server/boot.ts', '@/lib/client/api', 'falls'],
  ['lib/server/boot.ts', '@/components/ui/badge', 'falls'],
  ['lib/server/boot.ts', 'node-zookeeper-client', 'falls'],
  ['lib/server/zookeeper/session.ts', 'node-zookeeper-client', 'stands'],
  ['lib/server/zookeeper/session.ts', '@/lib/znode/path', 'stands'],
  ['lib/server/zookeeper/session.ts', '@/lib/server/cluster/gateway', 'falls'],
  ['lib/server/zookeeper/session.ts', '@/lib/client/api', 'falls'],
  ['lib/server/cluster/gateway.ts', '@/lib/server/zookeeper/session', 'stands'],
  ['lib/server/cluster/gateway.ts', '@/lib/server/live/live-tree', 'falls'],
  ['lib/server/cluster/gateway.ts', 'node-zookeeper-client', 'falls'],
  ['lib/server/zookeeper/ledger.ts', '@/lib/server/collections/fair-queue', 'stands'],
  ['lib/server/collections/fair-queue.ts', '@/lib/server/zookeeper/ledger', 'falls'],
  ['lib/server/schemas/checker.ts', '@/lib/server/collections/fair-queue', 'stands'],
  ['lib/server/schemas/checker.ts', '@/lib/server/cluster/config', 'falls'],
  ['lib/server/cluster/config.ts', '@/lib/server/schemas/value-schema', 'stands'],
  ['lib/server/live/live-tree.ts', '@/lib/server/cluster/gateway', 'stands'],
  ['lib/server/live/live-tree.ts', '@/lib/server/history/recorder', 'falls'],
  ['lib/server/live/live-tree.ts', '@/lib/server/http/route', 'falls'],
  ['lib/server/history/recorder.ts', '@/lib/server/live/live-tree', 'falls'],
  ['lib/server/history/recorder.ts', '@/lib/server/store/store', 'stands'],
  ['lib/server/live/live-tree.ts', '@/lib/server/store/store', 'falls'],
  ['lib/server/ensemble/words.ts', '@/lib/server/http/route', 'falls'],
  ['lib/server/store/database.ts', '@/lib/server/access/may', 'falls'],
  ['lib/server/access/may.ts', '@/lib/server/store/database', 'stands'],
  ['lib/server/access/may.ts', '@/lib/server/cluster/gateway', 'falls'],
  ['lib/server/http/route.ts', '@/lib/server/store/database', 'stands'],
  ['lib/server/http/route.ts', '@/lib/server/live/live-tree', 'falls'],
  ['lib/server/zookeeper/session.test.ts', '@/e2e/zookeeper/standalone', 'stands'],
  ['lib/server/live/live-tree.ts', '@/e2e/zookeeper/standalone', 'falls'],
  ['lib/api/problem.ts', '@/lib/znode/path', 'stands'],
  ['lib/api/problem.ts', 'zod', 'stands'],
  ['lib/api/problem.ts', '@/lib/tree/rows', 'falls'],
  ['lib/tree/rows.ts', '@/lib/api/problem', 'falls'],
  ['lib/tree/rows.ts', 'react', 'falls'],
  ['lib/payload/detect.ts', '@/lib/decode/kafka', 'falls'],
  ['lib/payload/detect.ts', 'node:zlib', 'falls'],
  ['lib/payload/merge/merge.test.ts', '@/e2e/readers/foreign-readers', 'stands'],
  ['lib/payload/merge/merge.test.ts', '@/e2e/foreign/kazoo', 'falls'],
  ['lib/decode/kafka.ts', '@/lib/payload/detect', 'falls'],
  ['lib/znode/stat.ts', './zxid', 'stands'],
  ['lib/znode/stat.ts', '@/lib/api/problem', 'falls'],
  ['lib/znode/stat.ts', 'zod', 'falls'],
  ['lib/tree/rows.ts', '../znode/path', 'falls'],
  ['components/tree/tree-view.tsx', '../ui/badge', 'falls'],
  ['e2e/browse.spec.ts', 'node-zookeeper-client', 'stands'],
  ['e2e/browse.spec.ts', '@/lib/server/zookeeper/session', 'falls'],
  ['e2e/browse.spec.ts', '@/lib/client/api', 'falls'],
  ['e2e/demo/seed.ts', '@/lib/server/zookeeper/open-session', 'stands'],
  ['e2e/demo/seed.ts', 'node-zookeeper-client', 'falls'],
  ['e2e/simulation/browser.ts', '@/lib/client/live-store', 'stands'],
  ['e2e/simulation/browser.ts', '@/components/ui/badge', 'falls'],
  ['bench/live/section.ts', '@/lib/server/zookeeper/session', 'stands'],
  ['bench/live/section.ts', '@/e2e/zookeeper/standalone', 'stands'],
  ['bench/live/section.ts', '@/components/ui/badge', 'falls'],
  ['bench/report/table.ts', './row', 'stands'],
  ['bench/report/table.ts', '@/bench/section', 'falls'],
  ['e2e/browse.spec.ts', '@/bench/section', 'falls'],
  ['e2e/faults/watcher.ts', '@/lib/client/live-store', 'stands'],
  ['e2e/faults/watcher.ts', '@/lib/server/live/live-tree', 'falls'],
  ['bin/vivarium.mjs', '@/lib/znode/path', 'falls'],
]

const RULES = [
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

describe('the import graph', () => {
  test('holds: what design.md §2 allows stands, what it forbids falls', () => {
    const numbered = IMPORTS.map(([path, from, verdict], index) => {
      const at = path.replace(/([\w-]+)((?:\.test|\.spec)?\.\w+)$/, `$1-${index}$2`)
      write(at, `import { a } from '${from}'\nexport const b = a\n`)
      return { at, from, verdict }
    })
    const found = new Set(broken())
    const verdicts = numbered.map(({ at, from }) => {
      const falls = found.has(`${at} noRestrictedImports`)
      return `${at} → ${from} ${falls ? 'falls' : 'stands'}`
    })
    expect(verdicts).toEqual(numbered.map(({ at, from, verdict }) => `${at} → ${from} ${verdict}`))
  })

  test('has no cycles', () => {
    write(
      'lib/tree/left.ts',
      "import { right } from './right'\nexport const left = () => right()\n",
    )
    write('lib/tree/right.ts', "import { left } from './left'\nexport const right = () => left()\n")
    expect(broken()).toContain('lib/tree/left.ts noImportCycles')
  })
})

test.each(RULES)('the linter finds it: %s', (rule, path, text) => {
  write(path, `${text}\n`)
  expect(broken()).toContain(`${path} ${rule}`)
})
