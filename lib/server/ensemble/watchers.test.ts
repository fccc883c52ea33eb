import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { POST as findWatchers } from '@/app/api/clusters/[cluster]/watchers/route'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { startTlsZooKeeper } from '@/e2e/zookeeper/tls'
import * as contract from '@/lib/api/watchers'
import {
  closeAll,
  connected,
  EPHEMERAL,
  freshPath,
  optionsFor,
} from '@/lib/server/testing/sessions'
import { startSite, type TestSite } from '@/lib/server/testing/site'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { watchersOf } from './watchers'

const { signal } = new AbortController()
let zookeeper: ZooKeeperServer
let site: TestSite

beforeAll(async () => {
  zookeeper = await startZooKeeper()
  site = startSite({ VIVARIUM_CONNECT: `${zookeeper.connectString},127.0.0.1:1` })
})
afterEach(closeAll)
afterAll(async () => {
  await site.close()
  await zookeeper.stop()
})

async function ask(path: ZnodePath) {
  const response = await site.send(findWatchers, { method: 'POST', body: { path } })
  expect(response.status).toBe(200)
  return contract.findWatchers.answer.parse(await response.json()).servers
}

describe('who watches a znode', () => {
  test('other sessions are named with their address, servers that are away are said to be', async () => {
    const path = freshPath()
    const other = await connected(zookeeper.port)
    await other.create(path, null, EPHEMERAL)
    await other.addWatch(path, 'persistent')
    const above = await connected(zookeeper.port)
    await above.addWatch(ROOT, 'persistent-recursive')
    const [server, away] = await ask(path)
    expect(server).toEqual({
      server: zookeeper.connectString,
      outcome: 'answered',
      watchers: [
        { session: other.health.sessionId, address: expect.stringMatching(/^127\.0\.0\.1:\d+$/) },
      ],
      total: 1,
      above: 1,
      skipped: 0,
    })
    expect(away).toMatchObject({ server: '127.0.0.1:1', outcome: 'unreachable', total: 0 })
  })

  test('nobody is nobody, and a znode whose name begins alike is another one', async () => {
    const path = freshPath()
    const other = await connected(zookeeper.port)
    await other.create(`${path}more` as ZnodePath, null, EPHEMERAL)
    await other.addWatch(`${path}more` as ZnodePath, 'persistent')
    expect((await ask(path))[0]).toMatchObject({ outcome: 'answered', total: 0, above: 0 })
  })
})

test('a server that speaks TLS alone is asked over TLS', async () => {
  const tls = await startTlsZooKeeper({ clientAuth: 'want' })
  try {
    const { ca } = tls.certificates
    const other = await connected(tls.securePort, { tls: { ca } })
    const path = freshPath()
    await other.create(path, null, EPHEMERAL)
    await other.addWatch(path, 'persistent')
    const overTls = optionsFor(tls.securePort, { tls: { ca } })
    const [server] = await watchersOf({ session: overTls }, path, new Set(), signal)
    expect(server).toMatchObject({ outcome: 'answered', total: 1 })
    const [plain] = await watchersOf(
      { session: optionsFor(tls.securePort) },
      path,
      new Set(),
      signal,
    )
    expect(plain?.outcome).toBe('unreachable')
  } finally {
    await tls.stop()
  }
})

test('a server that does not allow the words is said not to', async () => {
  const strict = await startZooKeeper({ config: { '4lw.commands.whitelist': 'srvr' } })
  const guarded = startSite({ VIVARIUM_CONNECT: strict.connectString })
  try {
    const response = await guarded.send(findWatchers, { method: 'POST', body: { path: '/' } })
    const { servers } = contract.findWatchers.answer.parse(await response.json())
    expect(servers).toMatchObject([{ outcome: 'not-allowed', watchers: [], total: 0 }])
  } finally {
    await guarded.close()
    await strict.stop()
  }
})
