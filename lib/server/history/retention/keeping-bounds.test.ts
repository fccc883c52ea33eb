import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { Store } from '@/lib/server/store/store'
import { scratchFolder } from '@/lib/server/testing/history'
import { begun, countOf, recorded } from '@/lib/server/testing/record'
import { KeepingBounds } from './keeping-bounds'
import { makeRoom } from './retention'

const DAY = 86_400_000
const NOW = Date.UTC(2027, 5, 1)
const MB = 1_000_000
const scratches: Array<ReturnType<typeof scratchFolder>> = []

afterAll(() => {
  for (const { remove } of scratches) remove()
})

function newFolder(): string {
  const scratch = scratchFolder()
  scratches.push(scratch)
  return scratch.folder
}

describe('in a file, by its size', () => {
  const sizeOf = (folder: string) =>
    ['vivarium.db', 'vivarium.db-wal'].reduce(
      (sum, name) => sum + statSync(join(folder, name)).size,
      0,
    )

  test('long names and large values stay within what the disk may be taken of', async () => {
    const folder = newFolder()
    const bytes = 12 * MB
    const store = new Store({ kind: 'file', folder }, { bytes })
    const keeping = boundsOf(store, { bytes })
    const kept = await recorded(store, '/quiet', { at: NOW })
    let largest = 0
    for (let count = 0; count < 150; count++) {
      const path = `/${'n'.repeat(60_000)}${count}`
      await keeping.expect(400_000)
      await recorded(store, path, { at: NOW, text: `${count}`.repeat(10_000), kind: 'created' })
      await recorded(store, path, { at: NOW, kind: 'deleted' })
      largest = Math.max(largest, sizeOf(folder))
    }
    expect(largest).toBeLessThan(bytes)
    expect(largest).toBeGreaterThan(bytes / 2)
    const oldest = await store.read((db) =>
      db.selectFrom('version').select('version').orderBy('id').limit(1).executeTakeFirst(),
    )
    expect(oldest?.version).toBe(kept)
    await store.close()
  }, 60_000)

  test('a bound that is lowered gives the room back', async () => {
    const folder = newFolder()
    const store = new Store({ kind: 'file', folder }, { bytes: 3 * MB })
    const random = () => Array.from({ length: 3_000 }, () => Math.random().toString(36)).join('')
    for (let count = 0; count < 200; count++)
      await recorded(store, `/n${count % 7}`, { at: NOW, text: random() })
    expect(sizeOf(folder)).toBeGreaterThan(5 * MB)
    for (let run = 0; run < 30; run++) await makeRoom(store, 3 * MB)
    expect(sizeOf(folder)).toBeLessThan(3 * MB)
    expect(await store.read((db) => db.selectFrom('head').select('path').execute())).toHaveLength(7)
    await store.close()
  }, 60_000)
})

/** Bounds of a process that just started, with a clock that says that. */
function boundsOf(store: Store, { bytes = 1_000 * MB, wall = NOW, told = [] as string[] } = {}) {
  let now = 0
  const keeping = new KeepingBounds({
    ...{ store, retention: { ms: 90 * DAY, bytes } },
    clocks: { now: () => now, wallClock: () => wall + now },
    tell: {
      dropped: (why) => told.push(why),
      distrusted: (why) => told.push(why),
    },
  })
  return Object.assign(keeping, {
    pass: (ms: number) => {
      for (let left = ms; left > 0; left -= 60_000) {
        now += 60_000
        keeping.clock.look()
      }
    },
  })
}

test.each([
  ['100 days ahead', NOW + 100 * DAY],
  ['100 days behind', NOW - 100 * DAY],
  ['in 1970', 0],
  ['in 2100', Date.UTC(2100, 0, 1)],
])('starts with a clock %s lose nothing, however long they run', async (_, wall) => {
  const store = new Store({ kind: 'file', folder: newFolder() })
  for (let count = 0; count < 21; count++) {
    await recorded(store, '/a', { at: NOW - 2 * DAY })
    await begun(store, `/${count}`, NOW - 2 * DAY)
  }
  const told: string[] = []
  for (let start = 0; start < 3; start++) {
    const keeping = boundsOf(store, { wall, told })
    await keeping.begin()
    await keeping.dropOld()
    await recorded(store, '/b', { at: wall, kind: 'deleted' })
    for (let hour = 0; hour < 30; hour++) {
      keeping.pass(3_600_000)
      await keeping.dropOld()
    }
  }
  expect([...new Set(told)]).toEqual(['young', 'unconfirmed'])
  expect([await countOf(store, 'version'), await countOf(store, 'intent')]).toEqual([22, 21])
  await store.close()
})

test('a clock that is right lets go of what is old after an hour', async () => {
  const store = new Store({ kind: 'file', folder: newFolder() })
  for (let count = 0; count < 20; count++) await recorded(store, '/a', { at: NOW - 100 * DAY })
  await recorded(store, '/a', { at: NOW })
  const told: string[] = []
  const keeping = boundsOf(store, { told })
  await keeping.begin()
  await keeping.dropOld()
  keeping.pass(3_600_000)
  await keeping.dropOld()
  expect(told).toEqual(['young', 'age'])
  expect(await countOf(store, 'version')).toBe(18)
  await store.close()
})
