import { createHash, randomBytes } from 'node:crypto'
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { describe, expect, test } from 'vitest'
import { DATABASE, folderStage, LOG, WRITTEN, write } from '@/lib/server/testing/folders'

const stage = folderStage()

function overwrite(file: string, from: number, to: number): void {
  const bytes = readFileSync(file)
  bytes.set(randomBytes(to - from), from)
  writeFileSync(file, bytes)
}

const size = (folder: string, name: string) => statSync(join(folder, name)).size
/** Everything that lasts; reading alone makes an empty log. */
const filesOf = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name !== 'vivarium.db-shm' && (name !== LOG || size(folder, name) > 0))
    .sort()
const sumOf = (folder: string) =>
  filesOf(folder).map((name) => [
    name,
    statSync(join(folder, name)).isFile() &&
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
  ])

test('what a killed process wrote last is there, and the folder closes to one file', async () => {
  const folder = stage.left()
  const store = stage.open(folder)
  const intents = await store.read((db) => db.selectFrom('intent').select('path').execute())
  expect(intents).toHaveLength(WRITTEN)
  await store.close()
  expect(size(folder, DATABASE)).toBeGreaterThan(40_000)
  expect(filesOf(folder)).not.toContain(LOG)
})

const FAULTS: ReadonlyArray<
  readonly [what: string, reason: RegExp, harm: (folder: string) => void]
> = [
  [
    'its log is garbage',
    /log vivarium.db-wal is damaged/,
    (folder) => writeFileSync(join(folder, LOG), randomBytes(size(folder, LOG))),
  ],
  [
    'its log is gone',
    /gone or empty|lacks what was written/,
    (folder) => rmSync(join(folder, LOG)),
  ],
  ['its log is empty', /gone or empty|lacks/, (folder) => truncateSync(join(folder, LOG), 0)],
  [
    'its log is cut off in the middle',
    /lacks what was written last/,
    (folder) => truncateSync(join(folder, LOG), size(folder, LOG) / 2),
  ],
  [
    'its log is damaged in the middle',
    /lacks what was written last/,
    (folder) => {
      const half = Math.floor(size(folder, LOG) / 2)
      overwrite(join(folder, LOG), half, half + 5_000)
    },
  ],
  [
    'an older copy was put back',
    /lacks what was written last/,
    (folder) => {
      const state = JSON.parse(readFileSync(join(folder, 'vivarium.state'), 'utf8'))
      state.written.intent = WRITTEN + 1
      writeFileSync(join(folder, 'vivarium.state'), JSON.stringify(state))
    },
  ],
]

describe.each(FAULTS)('of what a killed process left, %s', (_, reason, harm) => {
  test('it is said, and nothing is begun anew or touched', async () => {
    const folder = stage.left()
    harm(folder)
    const before = sumOf(folder)
    const store = stage.open(folder)
    for (const asking of [
      store.use(async () => undefined),
      store.read(async () => undefined),
      store.guard(),
      store.probe(),
    ])
      await expect(asking).rejects.toThrow(reason)
    expect(store.failure).toMatch(/docs\/history.md/)
    await store.close()
    expect(sumOf(folder)).toEqual(before)
  })
})

const OF_CLOSED: typeof FAULTS = [
  [
    'its database is garbage',
    /damaged/,
    (folder) => writeFileSync(join(folder, DATABASE), randomBytes(size(folder, DATABASE))),
  ],
  [
    'its database is damaged in the middle',
    /damaged/,
    (folder) => overwrite(join(folder, DATABASE), 8_192, 40_000),
  ],
  [
    'its database is cut off',
    /damaged/,
    (folder) => truncateSync(join(folder, DATABASE), size(folder, DATABASE) / 2),
  ],
  ['its database is empty', /gone or empty/, (folder) => truncateSync(join(folder, DATABASE), 0)],
  ['its database is gone', /gone or empty/, (folder) => rmSync(join(folder, DATABASE))],
  [
    'its database is another program’s',
    /belongs to another program/,
    (folder) => {
      rmSync(join(folder, DATABASE))
      const other = new Database(join(folder, DATABASE))
      other.exec('create table theirs (id integer)')
      other.close()
    },
  ],
  [
    'its database is a folder',
    /damaged|cannot be opened/,
    (folder) => {
      rmSync(join(folder, DATABASE))
      mkdirSync(join(folder, DATABASE))
    },
  ],
  [
    'its key is gone',
    /key file secret.key is gone/,
    (folder) => rmSync(join(folder, 'secret.key')),
  ],
  [
    'its key is damaged',
    /key file secret.key is damaged/,
    (folder) => truncateSync(join(folder, 'secret.key'), 7),
  ],
  [
    'its key is another one',
    /sealed with another key/,
    (folder) => writeFileSync(join(folder, 'secret.key'), randomBytes(32)),
  ],
]

describe.each(OF_CLOSED)('of a folder that was closed, %s', (_, reason, harm) => {
  test('it is said, and nothing is begun anew or touched', async () => {
    const folder = await stage.closed()
    harm(folder)
    const before = sumOf(folder)
    const store = stage.open(folder)
    await expect(store.probe()).rejects.toThrow(reason)
    await store.close()
    expect(sumOf(folder)).toEqual(before)
  })
})

test('another Vivarium’s database is not taken for this folder’s', async () => {
  const [folder, other] = [await stage.closed(), stage.fresh()]
  const theirs = stage.open(other)
  await write(theirs, 30)
  await theirs.close()
  cpSync(join(other, DATABASE), join(folder, DATABASE))
  await expect(stage.open(folder).probe()).rejects.toThrow('another one than was here before')
})

test('a folder that remembers nothing is taken as it is', async () => {
  const folder = await stage.closed()
  rmSync(join(folder, 'vivarium.state'))
  rmSync(join(folder, 'secret.key'))
  const store = stage.open(folder)
  await store.probe()
  expect(await store.read((db) => db.selectFrom('intent').select('id').execute())).toHaveLength(
    WRITTEN,
  )
})
