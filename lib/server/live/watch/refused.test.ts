import { afterEach, expect, test } from 'vitest'
import { type HostileProxy, startHostileProxy } from '@/e2e/zookeeper/hostile-proxy'
import { type SaslZooKeeper, startSaslZooKeeper } from '@/e2e/zookeeper/sasl'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { eventually } from '@/lib/server/testing/sessions'
import { openCluster } from '@/lib/server/testing/watch-gateway'
import { systemWorld } from '@/lib/server/zookeeper/client/open-session'
import type { World } from '@/lib/server/zookeeper/session'
import { ROOT } from '@/lib/znode/path'

/** The pauses of 5, 30 and 60 s pass twenty times as fast. */
const world: World = {
  ...systemWorld,
  setTimer: (run, ms) => systemWorld.setTimer(run, ms >= 5_000 ? ms / 20 : ms),
}

const closing: Array<() => Promise<unknown>> = []

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

function look(ports: readonly number[], sasl?: { username: string; password: string }) {
  const cluster = openCluster(ports, { world, ...(sasl && { sasl }) })
  cluster.live.attach('stream', null, () => undefined)
  closing.unshift(cluster.close)
  return { ...cluster, is: (state: string) => cluster.live.state().state === state }
}

async function startHostile() {
  const server: ZooKeeperServer = await startZooKeeper()
  const proxy: HostileProxy = await startHostileProxy(server.port)
  closing.push(
    () => proxy.close(),
    () => server.stop(),
  )
  return { server, proxy }
}

test('credentials that are refused for a while are shown again, and everything works again', async () => {
  const { proxy } = await startHostile()
  const { gateway, is, live } = look([proxy.port])
  await eventually(() => is('live'), 'live')
  const before = await gateway.connected('read')
  proxy.turn('refuse-auth')
  await expect(before.exists(ROOT)).rejects.toMatchObject({ code: 'auth-failed' })
  await eventually(() => is('refused'), 'refused')
  expect(live.state().sessions.read).toMatchObject({ status: 'refused', cause: 'sasl-required' })

  // Nobody waits for what is refused.
  const asked = performance.now()
  await expect(gateway.connected('read')).rejects.toMatchObject({ code: 'auth-failed' })
  expect(performance.now() - asked).toBeLessThan(100)

  proxy.turn(null)
  await eventually(() => is('live'), 'live again')
  expect((await (await gateway.connected('read')).exists(ROOT)).value).not.toBeNull()
})

test('one server that refuses us does not keep us from one that does not', async () => {
  const { proxy, server } = await startHostile()
  proxy.turn('refuse-auth')
  const { is, live } = look([proxy.port, server.port])
  await eventually(() => is('live') && live.state().server === server.connectString, 'elsewhere')
})

test('a password that is rotated and put right again is accepted by itself', async () => {
  const required: SaslZooKeeper = await startSaslZooKeeper({ required: true })
  closing.push(() => required.stop())
  const { username, password, server } = required
  const { is, live } = look([server.port], { username, password })
  await eventually(() => is('live'), 'live')
  await required.rotate('another')
  await eventually(() => is('refused'), 'refused')
  expect(live.state()).toMatchObject({ cause: 'auth-refused' })
  expect(live.state().nextTry).not.toBeNull()
  await required.rotate(password)
  await eventually(() => is('live'), 'live again')
})

test('“try now” does not wait for the pause', async () => {
  const { proxy } = await startHostile()
  proxy.turn('refuse-auth')
  const cluster = openCluster([proxy.port])
  closing.unshift(cluster.close)
  const { live } = cluster
  live.attach('stream', null, () => undefined)
  await eventually(() => live.state().state === 'refused' && live.state().nextTry !== null)
  expect(live.state().nextTry).toBeGreaterThan(3_000)
  proxy.turn(null)
  const since = performance.now()
  live.reconnect()
  await eventually(() => live.state().state === 'live')
  expect(performance.now() - since).toBeLessThan(3_000)
})
