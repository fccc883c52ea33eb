import { readFileSync } from 'node:fs'
import { OutgoingMessage } from 'node:http'
import { afterEach, expect, test, vi } from 'vitest'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import { VERSION } from '@/lib/api/version'
import { eventually } from '@/lib/server/testing/sessions'
import { boot } from './boot'
import { hasRuntime, runtime, setRuntime } from './runtime'

class Exit extends Error {}

/** Boots as the process would with these variables, keeping what it prints and how it exits. */
function bootWith(environment: Record<string, string>) {
  for (const [name, text] of Object.entries({ VIVARIUM_LOG_LEVEL: 'silent', ...environment }))
    vi.stubEnv(name, text)
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => {
    throw new Exit()
  })
  const printed: string[] = []
  const keep = (text: string | Uint8Array) => printed.push(`${text}`) > 0
  vi.spyOn(process.stdout, 'write').mockImplementation(keep)
  vi.spyOn(process.stderr, 'write').mockImplementation(keep)
  try {
    boot()
  } catch (error) {
    if (!(error instanceof Exit)) throw error
  }
  return { exit, printed }
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const
const listening = new Map(SIGNALS.map((signal) => [signal, process.listeners(signal)]))
const { setHeader } = OutgoingMessage.prototype

/** Ends what `boot` began in this process, and takes back what it changed. */
afterEach(async () => {
  for (const signal of SIGNALS)
    for (const listener of process.listeners(signal))
      if (!listening.get(signal)?.includes(listener)) process.off(signal, listener)
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  OutgoingMessage.prototype.setHeader = setHeader
  if (!hasRuntime()) return
  await runtime().histories.close()
  await runtime().clusters.close()
  setRuntime(undefined)
})

test('a bad setting ends the start with 78 and one line that names it', () => {
  const { exit, printed } = bootWith({ VIVARIUM_CONNECT: 'zk1:port' })
  expect(exit).toHaveBeenCalledWith(78)
  expect(printed).toHaveLength(1)
  expect(printed[0]).toMatch(/^VIVARIUM_CONNECT: .+\n$/)
})

test('the link is printed once, however often the modules are loaded', () => {
  const { printed } = bootWith({ PORT: '3456' })
  boot()
  expect(printed).toHaveLength(1)
  expect(printed[0]).toMatch(/^Sign in: http:\/\/127\.0\.0\.1:3456\/sign-in#[\w-]{43}\n$/)
})

test('SIGTERM ends the streams and the ZooKeeper sessions, and then the process', async () => {
  const zookeeper = await startZooKeeper()
  const { exit } = bootWith({ VIVARIUM_CONNECT: zookeeper.connectString })
  exit.mockImplementation((() => undefined) as () => never)
  const { clusters, streams } = runtime()
  const session = await clusters.get('main').gateway.connected('read')
  let ended = false
  streams.add({
    key: 'session',
    end: () => {
      ended = true
    },
  })
  process.emit('SIGTERM')
  await eventually(() => exit.mock.calls.length > 0, 'the process exits')
  expect(exit).toHaveBeenCalledWith(0)
  expect(ended).toBe(true)
  expect(session.status).toBe('closed')
  await zookeeper.stop()
})

test('the version is that of package.json', () => {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')
  expect(JSON.parse(manifest).version).toBe(VERSION)
})
