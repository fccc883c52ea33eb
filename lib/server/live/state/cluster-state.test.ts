import { expect, test } from 'vitest'
import type { HeldSession, Purpose } from '@/lib/server/cluster/gateway'
import { Steadiness } from '@/lib/server/cluster/steadiness'
import type { SessionHealth, SessionStatus, ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { describeState } from './cluster-state'

const NOW = 100_000

type Given = { readonly status?: SessionStatus; readonly since?: number } & Partial<SessionHealth>

/** A session that is well, but for what is given; `since`: ms it has been up, or not. */
function sessionWith({ status = 'connected', since = 60_000, ...health }: Given = {}): HeldSession {
  const isUp = status === 'connected' || status === 'connected-read-only'
  const steadiness = new Steadiness(NOW - since)
  if (isUp) steadiness.note(true, NOW - since)
  const well = { cause: null, reason: null, lastAnswered: NOW - 500, latency: 3, nextTry: null }
  const rest = { lastZxid: '0x5', sessionId: '0x1', server: 'zk:1', attempts: new Map(), ...health }
  const session = { status, health: { ...well, ...rest } } as unknown as ZooKeeperSession
  return { session, steadiness }
}

function stateWith(sessions: Partial<Record<Purpose, HeldSession>>) {
  const watch = sessions.watch ?? sessionWith()
  const held = new Map(Object.entries({ ...sessions, watch })) as Map<Purpose, HeldSession>
  return describeState(
    watch.session,
    { sessions: held, attempts: new Map() },
    { now: NOW, feed: 'watch', isCurrent: true, everCurrent: true, flaw: null },
  )
}

test('a cluster is live with sessions that are up, and with those that nobody needs', () => {
  expect(stateWith({}).state).toBe('live')
  expect(stateWith({ read: sessionWith(), write: sessionWith() }).state).toBe('live')
  expect(stateWith({}).sessions.read.status).toBe('closed')
})

test('it is not live on an old answer, nor on a connection of which no ping was answered', () => {
  expect(stateWith({ watch: sessionWith({ lastAnswered: NOW - 3_001 }) }).state).toBe('paused')
  expect(stateWith({ watch: sessionWith({ latency: null }) }).state).toBe('paused')
})

test.each(['read', 'list', 'write'] as const)(
  'it is not live while the %s session is missing',
  (purpose) => {
    const lost = { cause: 'timed-out', reason: 'No connection within 5000 ms' } as const
    const opening = sessionWith({ status: 'connecting', since: 200 })
    expect(stateWith({ [purpose]: opening }).state, 'it was asked for just now').toBe('live')
    const absent = stateWith({ [purpose]: sessionWith({ status: 'connecting', ...lost }) })
    expect(absent).toMatchObject({ state: 'paused', ...lost })
    const refusal = { cause: 'auth-refused', reason: 'The server refused the credentials' } as const
    const refused = stateWith({ [purpose]: sessionWith({ status: 'auth-failed', ...refusal }) })
    expect(refused).toMatchObject({ state: 'refused', ...refusal })
  },
)

test('a session that is connected and answers nothing is silent', () => {
  const silent = stateWith({ read: sessionWith({ lastAnswered: NOW - 8_000 }) })
  expect(silent).toMatchObject({ state: 'paused', cause: 'silent' })
  expect(silent.sessions.read).toEqual({ status: 'silent', since: 8_000, cause: 'silent' })
  const listing = stateWith({ list: sessionWith({ lastAnswered: NOW - 8_000 }) })
  expect(listing.state, 'a large list is on its way').toBe('live')
})

test('one that comes and goes is not taken for connected', () => {
  const steadiness = new Steadiness(0)
  for (let at = 1_000; at < NOW; at += 1_000) {
    steadiness.note(true, at)
    steadiness.note(false, at + 200)
  }
  steadiness.note(true, NOW)
  const flapping = { ...sessionWith(), steadiness }
  expect(stateWith({ watch: flapping }).state).toBe('paused')
  expect(stateWith({ read: flapping })).toMatchObject({ state: 'paused', cause: 'closed' })
})
