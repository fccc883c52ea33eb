import { existsSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fourLetterWord } from '@/bin/zookeeper/four-letter-word.mjs'
import { startZooKeeper, type ZooKeeperServer } from './standalone'

let server: ZooKeeperServer

beforeAll(async () => {
  server = await startZooKeeper()
})
afterAll(() => server.stop())

const mode = () => fourLetterWord(server.port, 'srvr')

test('serves on loopback with the settings tests need', async () => {
  expect(await mode()).toContain('Mode: standalone')
  const conf = await fourLetterWord(server.port, 'conf')
  expect(conf).toContain(`clientPort=${server.port}`)
  expect(conf).toContain('minSessionTimeout=400')
})

test('a paused server is silent and answers again when resumed', async () => {
  server.pause()
  await expect(mode()).rejects.toThrow('no answer to srvr within 500 ms')
  server.resume()
  expect(await mode()).toContain('Mode: standalone')
})

test('a killed server refuses, and comes back on the same port', async () => {
  const before = server.pid
  await server.kill()
  await expect(mode()).rejects.toThrow('ECONNREFUSED')
  await server.restart()
  expect(await mode()).toContain('Mode: standalone')
  expect(server.pid).not.toBe(before)
})

test('a wiped server starts from the first zxid', async () => {
  await server.wipe()
  expect(await mode()).toContain('Zxid: 0x0')
})

test('a server that cannot start says why', async () => {
  const config = { tickTime: 'soon' }
  await expect(startZooKeeper({ config })).rejects.toThrow(/ended with exit code \d/)
})

test('stopping deletes the temporary data', async () => {
  const other = await startZooKeeper()
  await other.stop()
  expect(existsSync(other.dataDir)).toBe(false)
})
