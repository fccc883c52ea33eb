import { beforeEach, expect, test } from 'vitest'
import { toPath, type ZnodePath } from '@/lib/znode/path'
import { Pump } from './pump'

const a = '/a' as ZnodePath
const b = '/b' as ZnodePath

let due: Array<() => void>
let read: ZnodePath[][]
let canRead: boolean
let fail: boolean
let pump: Pump

beforeEach(() => {
  due = []
  read = []
  canRead = true
  fail = false
  const world = { now: () => 0, setTimer: (run: () => void) => due.push(run) }
  const reading = (paths: ZnodePath[]) => {
    read.push(paths)
    return fail ? Promise.reject(new Error('lost')) : Promise.resolve()
  }
  pump = new Pump(world, reading, () => canRead)
})

/** Lets what is planned happen, and what follows from it. */
async function pass() {
  for (const run of due.splice(0)) run()
  await new Promise((resolve) => setImmediate(resolve))
}

test('what is marked together is read together', async () => {
  pump.mark(a, 'changed')
  pump.mark(b, 'created')
  pump.plan()
  await pass()
  expect(read).toEqual([[a, b]])
  expect(pump.isOverfull).toBe(false)
})

test('nothing is asked over a connection that is gone; it is read after the next', async () => {
  pump.mark(a, 'deleted')
  pump.plan()
  canRead = false
  pump.interrupt()
  await pass()
  expect(read).toEqual([])
  canRead = true
  pump.plan()
  await pass()
  expect(read).toEqual([[a]])
})

test('what could not be read is read again, and what was said of it still counts', async () => {
  pump.mark(a, 'created')
  pump.plan()
  fail = true
  await pass()
  fail = false
  expect(pump.takeHints(a)).toMatchObject({ created: true })
  await pass()
  expect(read).toEqual([[a], [a]])
})

test('after an interruption nobody knows how many children came or went', () => {
  pump.mark(a, 'children')
  pump.mark(a, 'children')
  pump.mark(b, 'children')
  expect(pump.takeHints(a).listed).toBe(2)
  pump.interrupt()
  expect(pump.takeHints(b).listed).toBe(0)
})

test('more waits than is worth waiting for by number, or by the length of its paths', () => {
  for (let index = 0; index < 20_000; index++) pump.mark(toPath(`/n${index}`))
  expect(pump.isOverfull).toBe(false)
  pump.mark(toPath('/one-more'))
  expect(pump.isOverfull).toBe(true)
  pump.clear()
  for (let index = 0; index < 200; index++) pump.mark(toPath(`/${index}${'x'.repeat(60_000)}`))
  expect(pump.isOverfull).toBe(true)
  pump.clear()
  expect(pump.isOverfull).toBe(false)
})
