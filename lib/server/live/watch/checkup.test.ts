import { expect, test } from 'vitest'
import type { Fact } from '@/lib/server/live/cache/facts'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { ROOT, toPath } from '@/lib/znode/path'
import type { Presence } from '@/lib/znode/stat'
import { statWith } from '@/lib/znode/testing/stat'
import type { Hex64 } from '@/lib/znode/zxid'
import { Arming } from './arming'
import { Checkup } from './checkup'

const PATH = toPath('/app')
const old = statWith({ pzxid: '0x5' })
const shown: Fact = { stat: statWith({ pzxid: '0x9' }), zxid: '0x10' }

/** A checkup, and the session of a server where the znode is `stat` at `zxid`. */
function checkup(stat: Presence, zxid: Hex64, status: ZooKeeperSession['status'] = 'connected') {
  const clock = { now: 0 }
  const answers = {
    status,
    sync: async () => ({ value: ROOT, zxid }),
    exists: async () => ({ value: stat, zxid }),
  }
  const session = answers as unknown as ZooKeeperSession
  const now = () => clock.now
  const gateway = { chroot: ROOT, connected: async () => session }
  const it = new Checkup(new Arming(now), gateway, now)
  return { clock, it, ask: (known: Fact) => it.contradiction(session, PATH, known) }
}

test('what is older behind a sync, at a later zxid or at an earlier one, proves that data went back', async () => {
  expect(await checkup(old, '0x12').ask(shown)).toBeDefined()
  expect(await checkup(shown.stat, '0x0f').ask(shown)).toBeDefined()
  expect(await checkup(shown.stat, '0x12').ask(shown)).toBeUndefined()
})

test('a server without a quorum may be behind what others know', async () => {
  expect(await checkup(old, '0x0f', 'connected-read-only').ask(shown)).toBeUndefined()
})

test('what was hidden from a session is not put back while it still is hidden from it', async () => {
  const hidden: Fact = { stat: 'unreadable', zxid: '0x10' }
  expect(await checkup('unreadable', '0x12').ask(hidden)).toBeUndefined()
  expect(await checkup(old, '0x12').ask(hidden)).toBeDefined()
})

test('servers that disagree for good are news once in ten minutes', async () => {
  const { ask, clock, it } = checkup(old, '0x12')
  const found = (await ask(shown)) ?? ''
  expect(it.isNews(found)).toBe(true)
  clock.now = 599_000
  expect(it.isNews((await ask(shown)) ?? '')).toBe(false)
  clock.now = 600_000
  expect(it.isNews((await ask(shown)) ?? '')).toBe(true)
  const other = await ask({ ...shown, stat: statWith({ pzxid: '0x8' }) })
  expect(it.isNews(other ?? '')).toBe(true)
})
