import { expect, test } from 'vitest'
import type { ClusterState } from '@/lib/api/cluster'
import type { Cause } from '@/lib/znode/cause'
import { type CauseLine, CauseLog } from './cause-log'

function newLog() {
  const lines: CauseLine[] = []
  let now = 0
  const log = new CauseLog(
    (line) => lines.push(line),
    () => now,
  )
  const note = (cause: Cause | null) => {
    const server = { address: 'zk1:2181', at: 0, cause, detail: `why ${cause}` }
    const state = cause === null ? 'live' : 'paused'
    log.note({ state, cause, reason: cause, servers: [server] } as unknown as ClusterState)
  }
  const pass = (ms: number) => {
    now += ms
  }
  return { lines, note, pass }
}

const saidOf = (lines: readonly CauseLine[]) =>
  lines.filter(({ server }) => server).map(({ cause, repeated }) => [cause, repeated ?? 0])

test('a cause is logged when it changes, per server and for the cluster, and when it is over', () => {
  const { lines, note } = newLog()
  for (const cause of [null, 'timed-out', 'timed-out', 'connection-refused', null] as const)
    note(cause)
  expect(saidOf(lines)).toEqual([
    ['timed-out', 0],
    ['connection-refused', 0],
    [null, 0],
  ])
  expect(lines[0]).toEqual({ server: 'zk1:2181', cause: 'timed-out', detail: 'why timed-out' })
  expect(lines.filter(({ server }) => !server)).toHaveLength(3)
})

test('what comes and goes is said once a minute, with how often it was left out', () => {
  const { lines, note, pass } = newLog()
  for (let round = 0; round < 100; round++) {
    note('closed')
    note(null)
    pass(100)
  }
  expect(saidOf(lines)).toEqual([
    ['closed', 0],
    [null, 0],
  ])
  pass(60_000)
  note('closed')
  expect(saidOf(lines).at(-1)).toEqual(['closed', 99])
})
