import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import {
  forgettingSessions,
  grantingNoWatch,
  type Rewrite,
  startRewritingProxy,
  withoutPersistentWatches,
} from '@/e2e/zookeeper/rewriting-proxy'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import type { StreamMessage } from '@/lib/api/events'
import { LiveTree } from '@/lib/server/live/live-tree'
import { closeAll, connected, freshPath, open, PERSISTENT } from '@/lib/server/testing/sessions'
import { watchingWith } from '@/lib/server/testing/watch-gateway'
import { systemWorld } from '@/lib/server/zookeeper/client/open-session'
import { OPEN_ACL } from '@/lib/znode/acl'
import { toPath, type ZnodePath } from '@/lib/znode/path'

const STREAM = 'stream'

let zookeeper: ZooKeeperServer
const toClose: Array<() => unknown> = []

beforeAll(async () => {
  zookeeper = await startZooKeeper()
})

afterEach(async () => {
  for (const close of toClose.splice(0)) await close()
  await closeAll()
})

afterAll(() => zookeeper.stop())

/** A live tree on a server of that kind, and what one stream that follows `root` is told. */
async function follow(rewrite: Rewrite, root: ZnodePath) {
  const proxy = await startRewritingProxy(zookeeper.port, rewrite)
  const session = open(proxy.port)
  const live = new LiveTree(
    watchingWith(() => session),
    { ...systemWorld, wallClock: Date.now },
  )
  toClose.push(
    () => live.close(),
    () => proxy.close(),
  )
  const told: string[] = []
  live.attach(STREAM, null, (frame) => {
    const text = new TextDecoder().decode(frame)
    const message: StreamMessage = JSON.parse(text.slice(text.indexOf('data: ') + 6))
    if (message.type === 'change') told.push(`${message.kind} ${message.path}`)
    if (message.type === 'children') told.push(`relist ${message.path}`)
    if (message.type === 'reset') told.push('reset')
  })
  const rows = ['a', 'b'].map((name) => toPath(`${root}/${name}`))
  const interest = { nodes: new Set([root, ...rows]), parents: new Set([root]), timeline: null }
  await live.setInterest(STREAM, interest)
  const tells = (what: string, within = 5_000) =>
    vi.waitFor(() => expect(told).toContain(what), { timeout: within, interval: 20 })
  return { live, session, proxy, told, tells }
}

test('a server without persistent watches is polled, which is said, and nothing is missed', async () => {
  const writer = await connected(zookeeper.port)
  const root = freshPath()
  await writer.create(root, null, PERSISTENT)
  const { live, tells } = await follow(withoutPersistentWatches, root)
  await vi.waitFor(() => expect(live.state()).toMatchObject({ state: 'live', feed: 'poll' }))
  const [a, hidden] = [toPath(`${root}/a`), toPath(`${root}/not-a-row`)]
  await writer.create(a, null, PERSISTENT)
  await tells(`created ${a}`)
  await writer.setData(a, Buffer.from('x'), 0)
  await tells(`changed ${a}`)
  await writer.setAcl(a, OPEN_ACL, 0)
  await tells(`acl ${a}`)
  await writer.create(hidden, null, PERSISTENT)
  await tells(`relist ${root}`)
  await writer.delete(a, -1)
  await tells(`deleted ${a}`)
  expect(live.state()).toMatchObject({ state: 'live', feed: 'poll' })
})

test('a server that grants a watch and then has none is polled after three attempts', async () => {
  const writer = await connected(zookeeper.port)
  const root = freshPath()
  await writer.create(root, null, PERSISTENT)
  const { live, told, tells } = await follow(grantingNoWatch, root)
  const isPolled = () => expect(live.state()).toMatchObject({ state: 'live', feed: 'poll' })
  await vi.waitFor(isPolled, { timeout: 8_000, interval: 20 })
  const a = toPath(`${root}/a`)
  await writer.create(a, null, PERSISTENT)
  await tells(`created ${a}`)
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  expect(told.filter((each) => each === 'reset')).toHaveLength(3)
  isPolled()
})

test('a session that comes back as another, in silence, is watched and read anew', async () => {
  const writer = await connected(zookeeper.port)
  const root = freshPath()
  const [a, b] = [toPath(`${root}/a`), toPath(`${root}/b`)]
  await writer.create(root, null, PERSISTENT)
  const { live, session, proxy, tells } = await follow(forgettingSessions, root)
  const { sessionId } = session.health
  const notified: string[] = []
  session.onNotification(({ type, path }) => notified.push(`${type} ${path}`))
  proxy.cut()
  await writer.create(a, null, PERSISTENT)
  await tells(`created ${a}`)
  await vi.waitFor(() => expect(live.state().state).toBe('live'))
  expect(session.health.sessionId).not.toBe(sessionId)
  expect(live.state().session).toBe(session.health.sessionId)
  await writer.create(b, null, PERSISTENT)
  await tells(`created ${b}`)
  expect(notified).toContain(`created ${b}`)
})
