import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { NOTHING_RECORDED } from '@/lib/server/testing/history-scope'
import { eventually, optionsFor } from '@/lib/server/testing/sessions'
import { Histories } from './cluster-registry'
import { Clusters } from './clusters'

let zookeeper: ZooKeeperServer

beforeAll(async () => {
  zookeeper = await startZooKeeper()
})

afterAll(() => zookeeper.stop())

test('that changes wait because the database is away is said in the log, once for many tries', async () => {
  const session = optionsFor(zookeeper.port)
  const guards = { readOnly: false, protectedPaths: [], history: NOTHING_RECORDED }
  const clusters = new Clusters([{ id: 'main', name: 'main', session, ...guards }])
  const warn = vi.fn()
  const histories = new Histories({
    store: { kind: 'file', folder: '/dev/null/nowhere' },
    retention: { ms: 1_000, bytes: 1_000 },
    clusters,
    log: { warn, info: () => undefined },
    onNewer: () => undefined,
  })
  const tries = vi.spyOn(histories.store, 'use')
  histories.start()
  await eventually(() => tries.mock.calls.length >= 4, 'it is tried again and again')
  const told = warn.mock.calls.filter(([, what]) => what === 'changes wait to be recorded')
  expect(told).toEqual([
    [{ cluster: 'main', reason: 'The database cannot be opened' }, 'changes wait to be recorded'],
  ])
  await histories.close()
  await clusters.close()
})
