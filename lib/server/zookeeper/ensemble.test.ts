import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Ensemble, type EnsembleMember, startEnsemble } from '@/e2e/zookeeper/ensemble'
import {
  closeAll,
  connected,
  eventually,
  freshPath,
  optionsFor,
  PERSISTENT,
  until,
} from '@/lib/server/testing/sessions'
import { fence } from '@/lib/server/zookeeper/client/fence'
import { systemWorld } from '@/lib/server/zookeeper/client/system-environment'
import { ROOT } from '@/lib/znode/path'
import type { ZooKeeperSession } from './session'

let ensemble: Ensemble

beforeAll(async () => {
  ensemble = await startEnsemble()
})
afterEach(closeAll)
afterAll(() => ensemble.stop())

/** A session at a follower that hangs, with a write on its way to it. */
async function withStuckWrite() {
  const [follower] = await ensemble.followers()
  if (!follower) throw new Error('no follower')
  const others = ensemble.members.filter((member) => member !== follower)
  const ports = [follower, ...others].map(({ port }) => port)
  const world = { ...systemWorld, random: () => 0 }
  const more = { world, sessionTimeout: 30_000, operationTimeout: 1000, connectTimeout: 2000 }
  const session = await connected(ports, more)
  expect(session.health.server).toBe(`127.0.0.1:${follower.port}`)
  const path = freshPath()
  await session.create(path, Buffer.from('before'), PERSISTENT)
  const { key } = session
  follower.pause()
  // On a busy machine its threads run on for a moment, and could still pass the write on.
  await eventually(async () => (await follower.role()) === 'down')
  const write = session.setData(path, Buffer.from('late'), -1)
  await expect(write).rejects.toMatchObject({ code: 'outcome-unknown' })
  return { session, follower, path, key, options: optionsFor(ports, more) }
}

async function valueBehindSync(session: ZooKeeperSession, path: ReturnType<typeof freshPath>) {
  let value = ''
  // A member that hung for long is dropped by its leader: it may stop serving between the two.
  await eventually(async () => {
    try {
      await session.sync(ROOT)
      value = String((await session.getData(path)).value.data)
      return true
    } catch {
      return false
    }
  })
  return value
}

async function back(follower: EnsembleMember) {
  follower.resume()
  await eventually(async () => (await follower.role()) === 'follower')
  // Whatever it had read from its sockets before it hung is on its way now.
  await sleep(500)
}

test('after fenceLast a stuck write never lands, and the object goes on in a new session', async () => {
  const { session, follower, path, key } = await withStuckWrite()
  const [first, second] = [session.fenceLast(), session.fenceLast()]
  expect([await first, await second]).toEqual([true, true])
  await until(session, 'connected')
  expect(session.health.incarnation).toBe(2)
  expect(session.key?.sessionId).not.toBe(key?.sessionId)
  expect(await valueBehindSync(session, path)).toBe('before')
  await back(follower)
  expect(await valueBehindSync(session, path)).toBe('before')
  expect(await session.fenceLast()).toBe(true)
  expect(session.health.incarnation).toBe(2)
})

test('fence closes a session by its key, so that its stuck write never lands', async () => {
  const { session, follower, path, key, options } = await withStuckWrite()
  if (!key) throw new Error('no key')
  // False only says that no server answered in time, which a busy machine may cause.
  await eventually(() => fence(options, key))
  await eventually(() => fence(options, key))
  await back(follower)
  expect(await valueBehindSync(session, path)).toBe('before')
})

test('without a server in reach nothing is fenced, and the object says so', async () => {
  const { session, follower } = await withStuckWrite()
  for (const member of ensemble.members) member.pause()
  expect(await session.fenceLast()).toBe(false)
  for (const member of ensemble.members) member.resume()
  await until(session, 'connected')
  expect(session.health.incarnation).toBe(1)
  // False only says that no server answered in time, which one that just hung may cause.
  await eventually(() => session.fenceLast())
  await until(session, 'connected')
  expect(session.health.incarnation).toBe(2)
  await back(follower)
})

test('a killed leader costs neither the session nor the past', async () => {
  const leader = await ensemble.leader()
  const session = await connected(leader.port, { sessionTimeout: 30_000 })
  await session.close()
  const ports = ensemble.members.map(({ port }) => port)
  const survivor = await connected(ports, { sessionTimeout: 30_000, operationTimeout: 10_000 })
  const { lastZxid } = survivor.health
  await leader.kill()
  await eventually(() =>
    survivor.setData(ROOT, null, -1).then(
      () => true,
      () => false,
    ),
  )
  expect(survivor.health.incarnation).toBe(1)
  expect(BigInt(survivor.health.lastZxid)).toBeGreaterThan(BigInt(lastZxid))
  await leader.restart()
})

test('servers that refuse because they lost their quorum are not taken for wiped', async () => {
  const ports = ensemble.members.map(({ port }) => port)
  const session = await connected(ports, { sessionTimeout: 30_000 })
  await session.setData(ROOT, null, -1)
  const { lastZxid, sessionId } = session.health
  const [one, two] = ensemble.members
  await Promise.all([one?.kill(), two?.kill()])
  await until(session, 'suspended')
  await sleep(5000)
  expect(session.status).toBe('suspended')
  await Promise.all([one?.restart(), two?.restart()])
  await until(session, 'connected')
  expect(session.health).toMatchObject({ sessionId, incarnation: 1 })
  expect(BigInt(session.health.lastZxid)).toBeGreaterThanOrEqual(BigInt(lastZxid))
})
