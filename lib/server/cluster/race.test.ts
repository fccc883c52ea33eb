import { afterAll, beforeAll, expect, test } from 'vitest'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { setZnode } from '@/lib/server/cluster/write/znode-writes'
import { gatewayTo } from '@/lib/server/testing/history-scope'
import {
  closeAll,
  connected,
  freshPath,
  optionsFor,
  PERSISTENT,
} from '@/lib/server/testing/sessions'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { ClusterGateway } from './gateway'

const EDITORS = 50
const EDITS = 200

let zookeeper: ZooKeeperServer
let gateway: ClusterGateway

beforeAll(async () => {
  zookeeper = await startZooKeeper()
  gateway = gatewayTo(optionsFor(zookeeper.port))
})

afterAll(async () => {
  await gateway.close()
  await closeAll()
  await zookeeper.stop()
})

test('I3: 50 editors of one znode: every acknowledged save is a version, every loser is told', async () => {
  const path = freshPath()
  const other = await connected(zookeeper.port)
  const { czxid } = (await other.create(path, Buffer.from('0'), PERSISTENT)).value.stat
  const versions: number[] = []
  let losers = 0
  const writing = {
    gateway,
    journal: { begin: async () => async () => undefined },
    author: { person: 'ada', reason: null },
  }
  const edit = async (editor: number) => {
    let version = 0
    for (let count = 0; count < EDITS; count++)
      try {
        const data = Buffer.from(`${editor}/${count}`)
        version = (await setZnode(writing, { path, version, czxid }, data)).value.version
        versions.push(version)
      } catch (error) {
        if (!(error instanceof ZnodeError) || error.code !== 'bad-version') throw error
        losers += 1
        version = error.current?.stat.version ?? version
      }
  }
  await Promise.all(Array.from({ length: EDITORS }, (_, editor) => edit(editor)))
  const { stat } = (await other.getData(path)).value
  expect(versions.length + losers).toBe(EDITORS * EDITS)
  expect(stat.version).toBe(versions.length)
  expect(new Set(versions).size).toBe(versions.length)
}, 120_000)
