import { expect, test } from 'vitest'
import { ROOT } from '@/lib/znode/path'
import { Ledger } from './ledger'
import { OP } from './opcodes'
import { nothing } from './operation'
import { systemWorld } from './system-world'
import { Ticket } from './ticket'

/** A ledger with `waiting` requests, and the way to send what is due. */
function ledgerWith(waiting: number) {
  const ledger = new Ledger({ ...systemWorld, setTimer: () => 0, clearTimer: () => undefined })
  const add = (count: number) => {
    for (let index = 0; index < count; index++) {
      const operation = { type: OP.exists, path: ROOT, writes: false, valueBytes: 0 }
      const coding = { encode: nothing, decode: nothing }
      const settle = { resolve: nothing, reject: nothing }
      ledger.add(new Ticket({ ...operation, ...coding }, Number.POSITIVE_INFINITY, settle))
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
