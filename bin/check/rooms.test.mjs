import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { dirname } from 'node:path/posix'
import { describe, expect, test } from 'vitest'
import { importsOf } from './rooms/imports.mjs'
import { circlesOf, graphsOf, isForTests, judge, roomOf } from './rooms/judge.mjs'
import { PICTURED, readArchitecture, redrawn } from './rooms.mjs'
import { sources } from './sources.mjs'

const root = resolve(import.meta.dirname, '../..')
const architecture = readArchitecture()
const files = sources().filter((file) => /\.(tsx?|mjs)$/.test(file))

/** A folder that holds more hides a subject that wants a room of its own. */
const MOST_FILES = 24

describe('the architecture, as docs/architecture.json has it', () => {
  test('every import of the product, types included, goes through a door that is written down', () => {
    const refused = files.flatMap((file) =>
      importsOf(root, file).flatMap((imported) => judge(architecture, file, imported) ?? []),
    )
    expect(refused).toEqual([])
  })

  test('no two rooms and no two buildings import each other, by whatever way', () => {
    const { houses, rooms } = graphsOf(architecture)
    expect(circlesOf(houses)).toEqual([])
    for (const graph of Object.values(rooms)) expect(circlesOf(graph)).toEqual([])
  })

  test('every folder of a building with rooms is one of them, and every room is a folder', () => {
    for (const [building, { rooms }] of Object.entries(architecture)) {
      if (!rooms) continue
      const inside = files.filter((file) => file.startsWith(`${building}/`))
      const folders = new Set(inside.map((file) => roomOf(building, file)))
      expect([...folders].sort(), building).toEqual(Object.keys(rooms).sort())
    }
  })

  test(`no folder holds more than ${MOST_FILES} files of the product`, () => {
    const counted = new Map()
    for (const file of files.filter((each) => !isForTests(each)))
      counted.set(dirname(file), (counted.get(dirname(file)) ?? 0) + 1)
    expect([...counted].filter(([, count]) => count > MOST_FILES)).toEqual([])
  })

  test('no address of the API is written by hand outside lib/api and the tests', () => {
    const product = files.filter(
      (file) => /^(app|components|lib)\//.test(file) && !isForTests(file),
    )
    const elsewhere = product.filter((file) => !file.startsWith('lib/api/'))
    const byHand = elsewhere.filter((file) =>
      /['"`]\/api\//.test(readFileSync(join(root, file), 'utf8')),
    )
    expect(byHand).toEqual([])
  })

  test.each(PICTURED)('%s shows the architecture as it is written down', (file) => {
    expect(redrawn(file)).toBe(readFileSync(join(root, file), 'utf8'))
  })
})

/** A file with one import, and what it is refused for. */
const REFUSED = [
  ['app/page.tsx', "import { a } from '@/lib/client/live/live-store'", 'app does not import'],
  ['app/page.tsx', "export { a } from '@/lib/tree/rows'", 'app does not import'],
  ['components/ui/chip.tsx', "import type { A } from '@/lib/znode/path'", 'components/ui does not'],
  ['components/tree/a.tsx', "import { a } from '@/components/node/b'", 'no door from tree to node'],
  ['components/tree/a.tsx', "const a = () => import('@/lib/server/log')", 'components does not'],
  ['components/tree/a.tsx', "import * as z from 'zod'", 'does without zod'],
  ['lib/client/live/a.ts', "import { a } from '@/lib/client/testing/fake-page'", 'tests alone'],
  ['lib/server/store/a.ts', "import { a } from '@/lib/server/access/may'", 'no door from store'],
  ['lib/server/history/rows/a.ts', "type A = import('../recorder/b').B", 'from rows to recorder'],
  ['lib/server/log.ts', "import { a } from './live/live-tree'", 'no door from . to live'],
  ['lib/tree/rows.ts', "import { use } from 'react'", 'does without react'],
  ['lib/payload/lens.ts', "import { inflate } from 'node:zlib'", 'does without node:zlib'],
  [
    'lib/payload/merge/a.test.ts',
    "import { a } from '@/e2e/foreign/kazoo'",
    'lib/payload does not',
  ],
  ['lib/znode/stat.ts', "import { a } from '@/lib/api/problem'", 'lib/znode does not import'],
  ['e2e/browse.spec.ts', "import { a } from '@/lib/server/log'", 'e2e does not import'],
  ['e2e/faults/a.ts', "import { a } from '@/lib/server/log'", 'e2e/faults does not import'],
  ['bin/vivarium.mjs', "import { a } from '@/lib/znode/path'", 'bin does not import'],
]

const ALLOWED = [
  ['components/node/a.tsx', "import { a } from '@/components/tree/b'"],
  ['lib/api/problem.ts', "import * as z from 'zod'"],
  ['lib/server/live/a.test.ts', "import { a } from '@/e2e/zookeeper/standalone'"],
  ['lib/server/live/a.test.ts', "import { a } from '@/lib/server/testing/site'"],
  ['lib/payload/merge/a.test.ts', "import { a } from '@/e2e/readers/foreign-readers'"],
  ['e2e/simulation/product/a.ts', "import { a } from '@/lib/client/live/live-store'"],
  ['bench/live/section.ts', "import { a } from '@/lib/server/zookeeper/session'"],
]

describe('the judge of imports', () => {
  const verdicts = (file, text) =>
    importsOf(root, file, text).map((imported) => judge(architecture, file, imported))

  test.each(REFUSED)('refuses %s: %s', (file, text, why) => {
    expect(verdicts(file, text)).toEqual([expect.stringContaining(why)])
  })

  test.each(ALLOWED)('lets %s: %s', (file, text) => {
    expect(verdicts(file, text)).toEqual([undefined])
  })

  test('finds a circle, however long its way', () => {
    expect(circlesOf({ a: ['b'], b: ['c'], c: ['a'], d: ['a'] })).toEqual([['a', 'b', 'c']])
  })
})
