import { expect, test } from 'vitest'
import { PERSISTENT } from '@/lib/server/testing/sessions'
import type { MultiStep } from '@/lib/server/zookeeper/session'
import { ROOT, toPath } from '@/lib/znode/path'
import { statWith } from '@/lib/znode/testing/stat'
import { chrootAt } from './chroot'
import { Reader } from './jute-reader'
import { Writer } from './jute-writer'
import { multi } from './multi'
import { OP } from './opcodes'

const path = toPath('/a')
const STEPS: readonly MultiStep[] = [
  { op: 'create', path, data: null, ...PERSISTENT },
  { op: 'set', path, data: null, version: 0 },
  { op: 'delete', path, version: 1 },
]
const STAT = statWith({ version: 1 })

/** What a server answers, read as the answer to `STEPS`. */
function answered(write: (writer: Writer) => void) {
  const writer = new Writer()
  writer.frame(write)
  const frame = writer.take()
  const operation = multi(chrootAt(ROOT), STEPS, { isSince35: true })
  return operation.decode(new Reader().reset(frame, 4, frame.length))
}

const refused = (...errors: number[]) =>
  answered((writer) => {
    for (const error of errors) writer.int(OP.error).bool(false).int(error).int(error)
    writer.int(-1).bool(true).int(-1)
  })

function thrownBy(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

test.each([0, 1, 2])('the step that was refused is named: %i', (step) => {
  const errors = STEPS.map((_, index) => (index < step ? 0 : index === step ? -103 : -2))
  expect(thrownBy(() => refused(...errors))).toMatchObject({ code: 'bad-version', step, path })
})

test('a refusal that names no step is a refusal all the same', () => {
  for (const errors of [
    [-2, -2, -2],
    [0, 0, 0],
  ])
    expect(thrownBy(() => refused(...errors))).toMatchObject({ code: 'server-error' })
})

test('an answer that is cut short is no success', () => {
  expect(thrownBy(() => refused(-103, -2))).toMatchObject({ code: 'server-error' })
  expect(thrownBy(() => refused())).toMatchObject({ code: 'server-error' })
})

test('creations are read with and without their stat', () => {
  for (const [type, stat] of [
    [OP.create, STAT],
    [OP.createWithoutStat, null],
  ] as const) {
    const results = answered((writer) => {
      writer.int(type).bool(false).int(0).string('/a')
      if (stat) writeStat(writer)
      writer.int(OP.setData).bool(false).int(0)
      writeStat(writer)
      writer.int(OP.delete).bool(false).int(0)
      writer.int(-1).bool(true).int(-1)
    })
    expect(results).toEqual([
      { op: 'create', path, stat },
      { op: 'set', stat: STAT },
      { op: 'delete' },
    ])
  }
})

function writeStat(writer: Writer) {
  const { czxid, mzxid, ctime, mtime, version, cversion, aversion } = STAT
  writer.hex(czxid).hex(mzxid).long(ctime).long(mtime)
  writer.int(version).int(cversion).int(aversion).hex(STAT.ephemeralOwner)
  writer.int(STAT.dataLength).int(STAT.numChildren).hex(STAT.pzxid)
}
