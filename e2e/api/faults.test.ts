import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { GET as openEvents } from '@/app/api/clusters/[cluster]/events/route'
import { POST as postInterest } from '@/app/api/clusters/[cluster]/interest/route'
import * as znode from '@/app/api/clusters/[cluster]/znode/route'
import type { EnsembleMember } from '@/e2e/zookeeper/ensemble'
import { type ProxiedEnsemble, startProxiedEnsemble } from '@/e2e/zookeeper/proxied-ensemble'
import { runtime } from '@/lib/server/process/runtime'
import { closeAll, connected, eventually } from '@/lib/server/testing/sessions'
import { base64, refusal, startSite, type TestSite } from '@/lib/server/testing/site'
import { startWatch, statKnown, type Watch } from '@/lib/server/testing/stream'
import { changeAll, persistently, plantZnodes, type TestZnodes } from '@/lib/server/testing/znodes'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { childOf, type ZnodePath } from '@/lib/znode/path'

/** The fault matrix: what must be seen, and by when (ms). */
const PAUSED_WITHIN = 4_000
const LIVE_WITHIN = 5_000
const FAILED_OVER_WITHIN = 10_000
/** I1. */
const QUIET = 5_000
const SESSION_TIMEOUT = 4_000

let arena: ProxiedEnsemble
let site: TestSite
let watch: Watch
/** Another program, past the proxies. */
let foreign: ZooKeeperSession
let at: TestZnodes

beforeAll(async () => {
  arena = await startProxiedEnsemble()
})
afterAll(() => arena.stop())

beforeEach(async () => {
  foreign = await pastProxies()
  at = await plantZnodes(foreign)
  site = startSite({
    VIVARIUM_CONNECT: arena.connectString,
    VIVARIUM_SESSION_TIMEOUT_MS: `${SESSION_TIMEOUT}`,
    VIVARIUM_CONNECT_TIMEOUT_MS: '1000',
    VIVARIUM_OPERATION_TIMEOUT_MS: '2000',
  })
  const routes = { openEvents, postInterest }
  watch = await startWatch(site, routes, { nodes: Object.values(at), parents: [at.root] })
  await watch.becomes('live')
})

afterEach(async () => {
  watch.close()
  await arena.calm()
  await site.close()
  await closeAll()
})

/** Another program's session, not at `avoided`. */
function pastProxies(avoided?: EnsembleMember) {
  const members = arena.ensemble.members.filter((member) => member !== avoided)
  const more = { sessionTimeout: 30_000, operationTimeout: 10_000 }
  return connected(
    members.map(({ port }) => port),
    more,
  )
}

/** The server, and the proxy before it, that a session of the dashboard is connected to. */
function inUse(purpose: 'watch' | 'write') {
  const { server } = runtime().clusters.get('main').gateway.session(purpose).health
  const index = arena.proxies.findIndex(({ connectString }) => connectString === server)
  const [member, proxy] = [arena.ensemble.members[index], arena.proxies[index]]
  if (!member || !proxy) throw new Error(`${server} is no server of the ensemble`)
  return { member, proxy }
}

/** What the other program reads. */
async function readTruth() {
  await foreign.sync(at.root)
  const truth = new Map<string, unknown>()
  for (const path of Object.values(at)) truth.set(path, (await foreign.exists(path)).value)
  return truth
}

/** What is known otherwise than it is. */
function untrue(truth: ReadonlyMap<string, unknown>) {
  return [...truth].filter(([path, stat]) => !same(watch.known.get(path), stat))
}

/** Everything looked at equals what the other program reads (I1), and nothing was told twice (I2). */
async function expectTruth() {
  const truth = await readTruth()
  const start = performance.now()
  await eventually(() => untrue(truth).length === 0)
  expect(performance.now() - start).toBeLessThan(QUIET)
  const told = watch.changes.map(({ path, kind, zxid }) => `${kind} ${path} ${zxid}`)
  expect(new Set(told).size).toBe(told.length)
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** Live at last, and how long after `since` it became so; 0 when nobody noticed anything. */
async function liveSince(since: number) {
  const became = await watch.becomes('live')
  return Math.max(0, became - since)
}

test('a follower is killed: unnoticed or paused, live within 5 s, and nothing is missed', async () => {
  const followers = await arena.ensemble.followers()
  const [follower] = followers.includes(inUse('watch').member) ? [inUse('watch').member] : followers
  const killed = performance.now()
  await follower?.kill()
  await changeAll(foreign, at)
  await expectTruth()
  expect(await liveSince(killed)).toBeLessThan(LIVE_WITHIN)
  await follower?.restart()
})

test('the leader is killed: the same', async () => {
  const leader = await arena.ensemble.leader()
  const killed = performance.now()
  await leader.kill()
  await changeAll(foreign, at)
  await expectTruth()
  expect(await liveSince(killed)).toBeLessThan(LIVE_WITHIN)
  await leader.restart()
})

test('the quorum is lost: paused within 4 s, reads refused within 5 s, live within 10 s of its return', async () => {
  const [, ...others] = arena.ensemble.members
  const lost = performance.now()
  await Promise.all(others.map((member) => member.kill()))
  expect((await watch.becomes('paused')) - lost).toBeLessThan(PAUSED_WITHIN)
  const asked = performance.now()
  const read = await refusal(site.send(znode.GET, { query: { path: at.root } }))
  expect(read).toMatchObject({ status: 503, retriable: true })
  expect(performance.now() - asked).toBeLessThan(5_000)
  await Promise.all(others.map((member) => member.restart()))
  const back = performance.now()
  await changeAll(foreign, at)
  expect(await liveSince(back)).toBeLessThan(FAILED_OVER_WITHIN)
  await expectTruth()
})

test('every connection is cut: live within 10 s, and what happened meanwhile is told', async () => {
  const cut = performance.now()
  for (const proxy of arena.proxies) proxy.cut()
  await changeAll(foreign, at)
  await expectTruth()
  expect(await liveSince(cut)).toBeLessThan(FAILED_OVER_WITHIN)
})

test('a half-open connection: paused within 4 s, live on another server within 10 s', async () => {
  const { proxy } = inUse('watch')
  const dropped = performance.now()
  proxy.silence()
  await changeAll(foreign, at)
  expect((await watch.becomes('paused')) - dropped).toBeLessThan(PAUSED_WITHIN)
  expect(await liveSince(dropped)).toBeLessThan(FAILED_OVER_WITHIN)
  await expectTruth()
})

test('a server hangs for less than the session timeout: live again, in the same session', async () => {
  const { member } = inUse('watch')
  foreign = await pastProxies(member)
  const session = watch.session()
  const hung = performance.now()
  member.pause()
  await eventually(() => performance.now() - hung > SESSION_TIMEOUT / 4)
  member.resume()
  await changeAll(foreign, at)
  await expectTruth()
  expect(await liveSince(hung)).toBeLessThan(FAILED_OVER_WITHIN)
  expect(watch.session()).toBe(session)
})

test('a server hangs for longer: failed over, and no write that was reported failed lands', async () => {
  const names = Array.from({ length: 60 }, (_, index) => `write-${index}`)
  await create('first')
  const { member } = inUse('write')
  foreign = await pastProxies(member)
  const sent: Array<Promise<{ path: ZnodePath; status: number; code: string }>> = []
  for (const name of names) {
    if (sent.length === names.length / 2) member.pause()
    sent.push(create(name))
    await sleep(2)
  }
  const hung = performance.now()
  const outcomes = await Promise.all(sent)
  await changeAll(foreign, at)
  await expectTruth()
  expect(await liveSince(hung)).toBeLessThan(FAILED_OVER_WITHIN)
  await eventually(() => performance.now() - hung > SESSION_TIMEOUT * 1.5)
  member.resume()
  await eventually(async () => (await member.role()) !== 'down')
  // Whatever it had read from its sockets before it hung is on its way now. That nothing lands has
  // no condition to wait for: it gets this long to land.
  await sleep(500)
  await foreign.sync(at.root)
  for (const { path, status, code } of outcomes) {
    const exists = (await foreign.exists(path)).value !== null
    if (code !== 'outcome-unknown') expect(`${path} ${exists}`).toBe(`${path} ${status === 201}`)
  }
  expect(outcomes.some(({ status }) => status !== 201)).toBe(true)
})

async function create(name: string) {
  const path = childOf(at.root, name)
  const body = { path, data: base64(name) }
  const response = await site.send(znode.POST, { method: 'POST', body })
  const { code = '' } = await response.json()
  return { path, status: response.status, code }
}

test('the session expires: a new one, and what happened meanwhile is told once', async () => {
  const session = watch.session() ?? ''
  expect(await arena.ensemble.hasSession(session)).toBe(true)
  for (const proxy of arena.proxies) proxy.silence()
  await watch.becomes('paused')
  await changeAll(foreign, at)
  await eventually(async () => !(await arena.ensemble.hasSession(session)))
  const truth = await readTruth()
  for (const proxy of arena.proxies) proxy.unsilence()
  const back = performance.now()
  expect(await liveSince(back)).toBeLessThan(FAILED_OVER_WITHIN)
  expect(untrue(truth), 'nothing is called live before it was read again').toEqual([])
  expect(watch.session()).not.toBe(session)
  await expectTruth()
  const kinds = watch.changes.map(({ path, kind }) => `${kind} ${path}`)
  expect(kinds.filter((kind) => kind === `deleted ${at.goes}`)).toHaveLength(1)
  expect(kinds.filter((kind) => kind === `recreated ${at.returns}`)).toHaveLength(1)
})

test('a rolling restart: live within 5 s of each server, and nothing is missed', async () => {
  for (const member of arena.ensemble.members) {
    const stopped = performance.now()
    await member.stop()
    await persistently(() => foreign.setData(at.changes, Buffer.from(`${member.id}`), -1))
    await eventually(() => statKnown(watch, at.changes)?.version === member.id)
    expect(await liveSince(stopped)).toBeLessThan(LIVE_WITHIN)
    await member.restart()
  }
  await changeAll(foreign, at)
  await expectTruth()
})
