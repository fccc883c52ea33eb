import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { closeAll, connected, freshPath, PERSISTENT } from '@/lib/server/testing/sessions'
import { openCluster } from '@/lib/server/testing/watch-gateway'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { OPEN_ACL } from '@/lib/znode/acl'
import type { ZnodePath } from '@/lib/znode/path'
import { readableStat } from '@/lib/znode/stat'

const STREAM = 'stream'

let server: ZooKeeperServer
let writer: ZooKeeperSession
let cluster: ReturnType<typeof openCluster>
let row: ZnodePath

beforeAll(async () => {
  server = await startZooKeeper()
})
afterAll(() => server.stop())

beforeEach(async () => {
  writer = await connected(server.port)
  row = freshPath()
  await writer.create(row, null, PERSISTENT)
  cluster = openCluster([server.port])
  cluster.live.attach(STREAM, null, () => undefined)
})

afterEach(async () => {
  await cluster.close()
  await closeAll()
})

/** Which ACL of the row a screen is answered with that asks for it like that. */
async function aclVersion(floor?: `0x${string}`): Promise<number | undefined> {
  const looked = { nodes: new Set([row]), parents: new Set<ZnodePath>(), timeline: null }
  const { facts } = await cluster.live.setInterest(STREAM, looked, { floor })
  return readableStat(facts.get(row)?.stat ?? null)?.aversion
}

/** Another ACL is the change of which ZooKeeper notifies nobody. */
test('a screen that saw a state itself is not answered with an older one', async () => {
  expect(await aclVersion()).toBe(0)
  const { zxid } = await writer.setAcl(row, OPEN_ACL, 0)
  expect(await aclVersion(zxid)).toBe(1)
})

test('a screen that cannot say what it saw is answered with what is read anew', async () => {
  expect(await aclVersion()).toBe(0)
  await writer.setAcl(row, OPEN_ACL, 0)
  expect(await aclVersion('0x0')).toBe(1)
})
