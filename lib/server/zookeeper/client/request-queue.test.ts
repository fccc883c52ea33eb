import { expect, test } from 'vitest'
import { OP } from '@/lib/server/zookeeper/protocol/opcodes'
import { nothing } from '@/lib/server/zookeeper/protocol/requests'
import { ROOT } from '@/lib/znode/path'
import { Ticket } from './pending-request'
import { Ledger } from './request-queue'
import { systemWorld } from './system-environment'

/** A ledger with `waiting` requests, and the way to send what is due. */
function ledgerWith(waiting: number) {
  const ledger = new Ledger({ ...systemWorld, setTimer: () => 0, clearTimer: () => undefined })
  const add = (count: number, party?: string) => {
    for (let index = 0; index < count; index++) {
      const operation = { type: OP.exists, path: ROOT, writes: false, valueBytes: 0 }
      const coding = { encode: nothing, decode: nothing }
      const settle = { resolve: nothing, reject: nothing }
      ledger.add(new Ticket({ ...operation, ...coding }, Number.POSITIVE_INFINITY, settle, party))
    }
  }
  const sendDue = () => {
    if (!ledger.due) return 0
    let sent = 0
    for (let ticket = ledger.next(); ticket; ticket = ledger.next()) {
      ledger.send(ticket)
      sent++
    }
    return sent
  }
  add(waiting)
  return { ledger, add, sendDue }
}

test('what a busy session adds leaves together, and nothing waits once it is less busy', () => {
  const { ledger, add, sendDue } = ledgerWith(300)
  expect(sendDue()).toBe(300)
  add(127)
  expect(sendDue()).toBe(0)
  add(1)
  expect(sendDue()).toBe(128)
  add(1)
  expect(sendDue()).toBe(0)
  while (sendDue() === 0) expect(ledger.answered()).toBeDefined()
  expect(ledger.waiting).toBe(0)
})

test('at most 1,000 requests are on their way, and the window fills again by many at a time', () => {
  const { ledger, sendDue } = ledgerWith(3_000)
  expect(sendDue()).toBe(1_000)
  for (let answers = 1; answers < 128; answers++) ledger.answered()
  expect(sendDue()).toBe(0)
  ledger.answered()
  expect(sendDue()).toBe(128)
})

test('one of those who share a session waits for a share of what another asks, never for all', () => {
  const { ledger, add } = ledgerWith(0)
  const sendOne = () => {
    const ticket = ledger.next()
    if (ticket) ledger.send(ticket)
    return ticket?.party
  }
  add(150_000, 'greedy')
  for (let sent = 0; sent < 256; sent++) expect(sendOne()).toBe('greedy')
  expect(sendOne()).toBeUndefined()
  add(2, 'modest')
  add(1)
  expect([sendOne(), sendOne(), sendOne(), sendOne()]).toEqual([
    'modest',
    undefined,
    'modest',
    undefined,
  ])
  ledger.answered()
  add(1, 'modest')
  expect([sendOne(), sendOne(), sendOne()]).toEqual(['greedy', 'modest', undefined])
})

test('of those who share a session each gets its deadline, whatever order they were sent in', () => {
  let now = 0
  const timers: Array<{ readonly at: number; readonly run: () => void }> = []
  const world = { ...systemWorld, now: () => now, clearTimer: nothing }
  const setTimer = (run: () => void, ms: number) => timers.push({ at: now + ms, run })
  const ledger = new Ledger({ ...world, setTimer })
  const failed: string[] = []
  const add = (name: string, deadline: number, party: string) => {
    const operation = { type: OP.exists, path: ROOT, writes: false, valueBytes: 0 }
    const settle = { resolve: nothing, reject: () => void failed.push(name) }
    const coding = { encode: nothing, decode: nothing }
    ledger.add(new Ticket({ ...operation, ...coding }, deadline, settle, party))
  }
  add('ann 10', 10, 'ann')
  add('ann 11', 11, 'ann')
  add('bob 20', 20, 'bob')
  for (let ticket = ledger.next(); ticket; ticket = ledger.next()) ledger.send(ticket)
  add('bob 30', 30, 'bob')
  for (let timer = timers.shift(); timer; timer = timers.shift()) {
    now = timer.at
    timer.run()
    if (now === 11) expect(failed).toEqual(['ann 10', 'ann 11'])
  }
  expect(failed).toEqual(['ann 10', 'ann 11', 'bob 20', 'bob 30'])
})
