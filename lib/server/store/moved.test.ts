import { chmodSync, cpSync, readdirSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DATABASE, folderStage, LOG, write } from '@/lib/server/testing/folders'

const stage = folderStage()

type Harm = {
  readonly reason: RegExp
  readonly harm: (folder: string) => void
  readonly heal?: (folder: string) => void
}

const WHILE_OPEN: ReadonlyArray<readonly [what: string, how: Harm]> = [
  [
    'the folder is removed',
    { reason: /moved, removed/, harm: (folder) => rmSync(folder, { recursive: true }) },
  ],
  [
    'the folder is moved away',
    {
      reason: /moved, removed/,
      harm: (folder) => renameSync(folder, `${folder}-moved`),
      heal: (folder) => renameSync(`${folder}-moved`, folder),
    },
  ],
  [
    'the database is replaced by a copy',
    {
      reason: /moved, removed/,
      harm: (folder) => {
        renameSync(join(folder, DATABASE), join(folder, 'aside'))
        cpSync(join(folder, 'aside'), join(folder, DATABASE))
      },
      heal: (folder) => renameSync(join(folder, 'aside'), join(folder, DATABASE)),
    },
  ],
  ['its log is removed', { reason: /moved, removed/, harm: (folder) => rmSync(join(folder, LOG)) }],
  [
    'the key is damaged',
    {
      reason: /secret.key is damaged/,
      harm: (folder) => {
        cpSync(join(folder, 'secret.key'), join(folder, 'aside'))
        truncateSync(join(folder, 'secret.key'), 31)
      },
      heal: (folder) => cpSync(join(folder, 'aside'), join(folder, 'secret.key')),
    },
  ],
  [
    'the key is removed',
    { reason: /secret.key cannot be read/, harm: (folder) => rmSync(join(folder, 'secret.key')) },
  ],
]

describe.each(WHILE_OPEN)('while it is open, %s', (_, { reason, harm, heal }) => {
  test('no write is taken, and it is not ready; once put back, both are well', async () => {
    const folder = stage.left()
    const store = stage.open(folder)
    await store.probe()
    harm(folder)
    await expect(store.guard()).rejects.toThrow(reason)
    await expect(store.probe()).rejects.toThrow(reason)
    if (!heal) return
    heal(folder)
    await store.guard()
    await store.probe()
  })
})

test('files of our own are for us alone; a folder that somebody else made stays as it is', async () => {
  const notices: string[] = []
  const folder = stage.fresh()
  // As an orchestrator hands out a volume to a group.
  chmodSync(folder, 0o2775)
  const store = stage.open(folder, (what) => notices.push(what))
  await write(store, 1)
  expect(statSync(folder).mode & 0o7777).toBe(0o2775)
  for (const name of readdirSync(folder))
    expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600])
  expect(notices).toEqual(['the data folder may be read by others on this machine'])
})
