import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import type { StreamMessage } from '@/lib/api/events'
import type { Interest } from '@/lib/api/interest'
import { optionsFor, statAt } from '@/lib/server/testing/sessions'
import { watchingWith } from '@/lib/server/testing/watch-gateway'
import { openSession, systemWorld } from '@/lib/server/zookeeper/client/open-session'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { OPEN_ACL } from '@/lib/znode/acl'
import { toPath } from '@/lib/znode/path'
import { LiveTree } from './live-tree'

type Server = Awaited<ReturnType<typeof startZooKeeper>>

const MODE = { mode: 'persistent', acl: OPEN_ACL } as const
const STREAM = 'stream'

let server: Server
let writer: ZooKeeperSession
let live: LiveTree
const toClose: Array<() => unknown> = []

const options = () => optionsFor(server.port, { operationTimeout: 5_000, heartbeat: 500 })

beforeAll(async () => {
  server = await startZooKeeper()
})

afterAll(() => server.stop())

beforeEach(async () => {
  const watching: ZooKeeperSession[] = []
  const gateway = watchingWith(() => {
    const session = openSession(options())
    watching.push(session)
    return session
  })
  live = new LiveTree(gateway, { ...systemWorld, wallClock: Date.now })
  writer = openSession(options())
  toClose.push(
    () => live.close(),
    ...[writer].map((session) => () => session.close()),
    () => Promise.all(watching.map((session) => session.close())),
  )
  await vi.waitFor(() => expect(writer.status).toBe('connected'), 5_000)
})

afterEach(async () => {
  for (const close of toClose.splice(0)) await close()
})

const interest = (over: Partial<Interest> = {}): Interest => ({
  nodes: new Set(),
  parents: new Set(),
  timeline: null,
  ...over,
})

/** Attaches a stream and collects what it gets; `ids` are the events' ids. */
function watch(lastEventId: string | null = null) {
  const messages: StreamMessage[] = []
  const ids: string[] = []
  const leave = live.attach(STREAM, lastEventId, (frame) => {
    const text = new TextDecoder().decode(frame)
    messages.push(JSON.parse(text.slice(text.indexOf('data: ') + 6)))
    const id = /^id: (.*)$/m.exec(text)?.[1]
    if (id) ids.push(id)
  })
  const changes = () =>
    messages.flatMap((message) =>
      message.type === 'change' ? [`${message.kind} ${message.path}`] : [],
    )
  return { messages, ids, leave, changes }
}

async function freshRoot() {
  const root = toPath(`/live-${Math.random().toString(36).slice(2)}`)
  await writer.create(root, null, MODE)
  return root
}

const state = () => live.state().state
const becomes = (expected: string, within = 10_000) =>
  vi.waitFor(() => expect(state()).toBe(expected), { timeout: within, interval: 20 })

test('children that come, change and go are told in order, each with the stat that proves it', async () => {
  const root = await freshRoot()
  const child = toPath(`${root}/a`)
  const { messages, changes } = watch()
  await live.setInterest(STREAM, interest({ parents: new Set([root]), timeline: root }))
  await writer.create(child, Buffer.from('1'), MODE)
  await vi.waitFor(() => expect(changes()).toContain(`created ${child}`))
  const { value: stat } = await writer.setData(child, Buffer.from('22'), 0)
  await vi.waitFor(() => expect(changes()).toContain(`changed ${child}`))
  expect(messages.findLast((message) => message.type === 'change')).toMatchObject({ stat })
  await writer.delete(child, 1)
  await vi.waitFor(() => expect(changes()).toContain(`deleted ${child}`))
})

test('the answer to an interest holds the facts and a zxid no older than any of them', async () => {
  const root = await freshRoot()
  watch()
  const missing = toPath(`${root}/missing`)
  const answer = await live.setInterest(STREAM, interest({ nodes: new Set([root, missing]) }))
  const stat = await statAt(writer, root)
  expect(answer.facts.get(root)?.stat).toEqual(stat)
  expect(answer.facts.get(missing)?.stat).toBeNull()
  expect(BigInt(answer.zxid)).toBeGreaterThanOrEqual(BigInt(stat.czxid))
})

test('what nobody looks at is not told', async () => {
  const root = await freshRoot()
  const [seen, unseen] = [toPath(`${root}/seen`), toPath(`${root}/unseen`)]
  const { changes } = watch()
  await live.setInterest(STREAM, interest({ nodes: new Set([seen]) }))
  await writer.create(unseen, null, MODE)
  await writer.create(seen, null, MODE)
  await vi.waitFor(() => expect(changes()).toContain(`created ${seen}`))
  expect(changes()).not.toContain(`created ${unseen}`)
})

test('an ACL change, of which ZooKeeper sends no event, is seen within the sweep', async () => {
  const root = await freshRoot()
  const { changes } = watch()
  await live.setInterest(STREAM, interest({ nodes: new Set([root]) }))
  await writer.setAcl(root, OPEN_ACL, 0)
  await vi.waitFor(() => expect(changes()).toContain(`acl ${root}`), 5_000)
})

test('a stream that returns gets what it missed, once', async () => {
  const root = await freshRoot()
  const first = watch()
  await live.setInterest(STREAM, interest({ parents: new Set([root]) }))
  await writer.create(toPath(`${root}/a`), null, MODE)
  await vi.waitFor(() => expect(first.changes()).toHaveLength(1))
  first.leave()
  await writer.create(toPath(`${root}/b`), null, MODE)
  const witness = watchOther(root)
  await witness.saw(`${root}/b`)
  const again = watch(first.ids.at(-1) ?? null)
  expect(again.messages[0]).toMatchObject({ type: 'hello', resumed: true })
  expect(again.changes()).toEqual([`created ${root}/b`])
})

test('a stream that was too slow resumes from its reset, not from what did not fit', async () => {
  const root = await freshRoot()
  const first = watch()
  await live.setInterest(STREAM, interest({ parents: new Set([root]) }))
  await writer.create(toPath(`${root}/a`), null, MODE)
  await vi.waitFor(() => expect(first.changes()).toHaveLength(1))
  first.leave()
  const reset = new TextDecoder().decode(live.overflowFrame())
  const again = watch(/^id: (.*)$/m.exec(reset)?.[1])
  expect(again.messages[0]).toMatchObject({ type: 'hello', resumed: true })
  expect(again.changes()).toEqual([])
})

/** A second stream that tells when the live tree has heard of a path. */
function watchOther(root: string) {
  live.attach('other', null, () => undefined)
  const answer = live.setInterest('other', interest({ nodes: new Set([toPath(`${root}/b`)]) }))
  return {
    saw: async (path: string) => {
      await answer
      await vi.waitFor(async () => {
        const { facts } = await live.setInterest(
          'other',
          interest({ nodes: new Set([toPath(path)]) }),
        )
        expect(facts.get(toPath(path))?.stat).not.toBeNull()
      })
    },
  }
}

test('after a crash of the server the state says so, and what changed meanwhile is told', async () => {
  const root = await freshRoot()
  const row = toPath(`${root}/row`)
  await writer.create(row, null, MODE)
  const { messages, changes } = watch()
  await live.setInterest(STREAM, interest({ nodes: new Set([row]), parents: new Set([root]) }))
  await becomes('live')
  await server.kill()
  await becomes('paused', 4_000)
  await server.restart()
  await becomes('live')
  await vi.waitFor(() => expect(writer.status).toBe('connected'), 10_000)
  await writer.setData(row, Buffer.from('x'), 0)
  await vi.waitFor(() => expect(changes()).toContain(`changed ${row}`))
  const states = messages.flatMap((message) => (message.type === 'state' ? [message.state] : []))
  expect(states).toEqual(expect.arrayContaining(['live', 'paused']))
})

test('a server that hangs is not called live for more than four seconds', async () => {
  const root = await freshRoot()
  watch()
  await live.setInterest(STREAM, interest({ nodes: new Set([root]) }))
  await becomes('live')
  server.pause()
  try {
    await becomes('paused', 4_000)
  } finally {
    server.resume()
  }
  await becomes('live')
})

test('an ensemble that was wiped starts a new epoch', async () => {
  const root = await freshRoot()
  const { messages } = watch()
  await live.setInterest(STREAM, interest({ nodes: new Set([root]) }))
  await server.wipe()
  await vi.waitFor(
    () => expect(messages).toContainEqual(expect.objectContaining({ type: 'reset' })),
    20_000,
  )
  await becomes('live', 15_000)
})

test('a row that scrolls into view after it changed unseen is read, not remembered', async () => {
  const root = await freshRoot()
  const child = toPath(`${root}/a`)
  const { changes } = watch()
  await live.setInterest(STREAM, interest({ parents: new Set([root]) }))
  await writer.create(child, null, MODE)
  await vi.waitFor(() => expect(changes()).toContain(`created ${child}`))
  await writer.setData(child, Buffer.from('x'), 0)
  const { facts } = await live.setInterest(
    STREAM,
    interest({ parents: new Set([root]), nodes: new Set([child]) }),
  )
  expect(facts.get(child)).toMatchObject({ stat: { version: 1 } })
})

test('what comes and goes faster than it can be read is told once', async () => {
  const root = await freshRoot()
  const [flicker, after] = [toPath(`${root}/flicker`), toPath(`${root}/z`)]
  const { changes } = watch()
  await live.setInterest(STREAM, interest({ nodes: new Set([flicker]), timeline: root }))
  await Promise.all([writer.create(flicker, null, MODE), writer.delete(flicker, 0)])
  await writer.create(after, null, MODE)
  await vi.waitFor(() => expect(changes()).toContain(`created ${after}`))
  expect(changes().filter((change) => change === `deleted ${flicker}`)).toHaveLength(1)
})
