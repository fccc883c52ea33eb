import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type FaultProxy, startProxy } from '@/e2e/zookeeper/proxy'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { ClusterGateway } from '@/lib/server/cluster/gateway'
import { LiveTree } from '@/lib/server/live/live-tree'
import { NOTHING_RECORDED } from '@/lib/server/testing/history-scope'
import { eventually, optionsFor } from '@/lib/server/testing/sessions'
import { openSession, systemWorld } from '@/lib/server/zookeeper/client/open-session'
import { ROOT } from '@/lib/znode/path'

const STREAM = 'stream'
const INTEREST = { nodes: new Set([ROOT]), parents: new Set([ROOT]), timeline: null }

/** A minute of waiting takes a second; the sessions themselves live in real time. */
const SPEED = 60
const fast = {
  ...systemWorld,
  now: () => systemWorld.now() * SPEED,
  setTimer: (run: () => void, ms: number) => systemWorld.setTimer(run, ms / SPEED),
}

let zookeeper: ZooKeeperServer
let proxy: FaultProxy

beforeAll(async () => {
  zookeeper = await startZooKeeper()
  proxy = await startProxy(zookeeper.port)
})

afterAll(async () => {
  await proxy.close()
  await zookeeper.stop()
})

function newCluster() {
  const session = optionsFor(proxy.port)
  const history = NOTHING_RECORDED
  const guards = { readOnly: false, protectedPaths: [], history }
  const config = { id: 'main', name: 'main', session, ...guards }
  const gateway = new ClusterGateway(config, { ...fast, open: () => openSession(session) })
  const live = new LiveTree(gateway, { ...fast, wallClock: Date.now })
  return { gateway, live }
}

test('sessions nobody uses are let go, the watched one last, and opened again on demand', async () => {
  const { gateway, live } = newCluster()
  const looks = () => vi.waitFor(() => live.setInterest(STREAM, INTEREST), { timeout: 10_000 })
  expect(proxy.open).toBe(0)
  const leave = live.attach(STREAM, null, () => undefined)
  await looks()
  const watching = gateway.session('watch')
  const reading = await vi.waitFor(() => gateway.connected('read'), { timeout: 10_000 })
  expect(proxy.open).toBe(2)
  await eventually(() => reading.status === 'closed', 'the read session is let go')
  expect(watching.status).toBe('connected')
  leave()
  await eventually(() => proxy.open === 0, 'the watch session is let go')
  expect(watching.status).toBe('closed')
  expect(live.state().state).toBe('idle')
  live.attach(STREAM, null, () => undefined)
  expect((await looks()).facts.get(ROOT)?.stat).not.toBeNull()
  live.close()
  await gateway.close()
})
