import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GET as openEvents } from '@/app/api/clusters/[cluster]/events/route'
import { POST as setInterest } from '@/app/api/clusters/[cluster]/interest/route'
import * as znode from '@/app/api/clusters/[cluster]/znode/route'
import * as session from '@/app/api/session/route'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import * as contract from '@/lib/api/events'
import { runtime } from '@/lib/server/process/runtime'
import { base64, refusal, startSite, type TestSite } from '@/lib/server/testing/site'
import { messagesOf } from '@/lib/server/testing/stream'

let zookeeper: ZooKeeperServer
let site: TestSite

beforeAll(async () => {
  zookeeper = await startZooKeeper()
  site = startSite({ VIVARIUM_CONNECT: zookeeper.connectString })
})

afterAll(async () => {
  await site.close()
  await zookeeper.stop()
})

type Message = contract.StreamMessage

/** Opens a stream and reads its messages one after the other. */
async function open(stream: string, headers: Record<string, string> = {}) {
  const aborter = new AbortController()
  const { signal } = aborter
  const response = await site.send(openEvents, { query: { stream }, headers, signal })
  expect(response.status).toBe(200)
  const messages = messagesOf(response)
  const until = async <T extends Message['type']>(type: T) => {
    for await (const message of messages) if (message.type === type) return message
    throw new Error(`the stream ended before “${type}”`)
  }
  return { until, messages, close: () => aborter.abort() }
}

function look(stream: string, interest: object) {
  const body = { stream, nodes: [], parents: [], timeline: null, ...interest }
  return site.send(setInterest, { method: 'POST', body })
}

const create = (path: string) =>
  site.send(znode.POST, { method: 'POST', body: { path, data: base64('x') } })

describe('the live stream', () => {
  test('says hello, and then what happens to what is on the screen', async () => {
    const stream = randomUUID()
    const events = await open(stream)
    expect(await events.until('hello')).toMatchObject({ resumed: false })
    const answer = await look(stream, { nodes: ['/'], parents: ['/'] })
    const { stats } = contract.setInterest.answer.parse(await answer.json())
    expect(stats).toHaveLength(1)
    expect((await create('/appears')).status).toBe(201)
    expect(await events.until('change')).toMatchObject({ path: '/appears', kind: 'created' })
    events.close()
  })

  test('ends when its person signs out, and is refused from then on', async () => {
    const cookie = await signInAgain()
    const events = await open(randomUUID(), { cookie })
    await events.until('hello')
    const headers = { cookie }
    const response = await site.send(session.DELETE, { method: 'DELETE', body: {}, headers })
    expect(response.headers.get('set-cookie')).toContain('Max-Age=0')
    await expect(events.until('change')).rejects.toThrow('the stream ended')
    const late = site.send(openEvents, { query: { stream: randomUUID() }, headers })
    expect((await refusal(late)).code).toBe('unauthenticated')
  })

  test('takes its seat away when the browser leaves', async () => {
    const before = runtime().streams.size
    const events = await open(randomUUID())
    expect(runtime().streams.size).toBe(before + 1)
    events.close()
    expect(runtime().streams.size).toBe(before)
  })

  test('has an id that nobody can mistake', async () => {
    const refused = site.send(openEvents, { query: { stream: 'mine' } })
    expect((await refusal(refused)).code).toBe('invalid-request')
  })
})

const tokenOf = (line: string | undefined) => line?.split('#').at(-1) ?? ''
const signIn = (token: string, headers: Record<string, string | null> = {}) =>
  site.send(session.POST, {
    method: 'POST',
    body: { token },
    headers: { cookie: null, ...headers },
  })
const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';', 1)[0] ?? ''

async function signInAgain(headers: Record<string, string | null> = {}): Promise<string> {
  return cookieOf(await signIn(tokenOf(site.printed.at(-1)), headers))
}

describe('signing in', () => {
  test('the printed token works once', async () => {
    const line = site.printed.at(-1)
    expect(line).toMatch(/^Sign in: http:\/\/127\.0\.0\.1:3000\/sign-in#[\w-]{43}$/)
    const response = await signIn(tokenOf(line))
    expect(response.status).toBe(201)
    const cookie = cookieOf(response)
    expect((await site.send(session.GET, { headers: { cookie } })).status).toBe(200)
    const again = await signIn(tokenOf(line))
    expect(again.headers.has('set-cookie')).toBe(false)
    expect((await refusal(again)).code).toBe('forbidden')
    expect(tokenOf(site.printed.at(-1))).not.toBe(tokenOf(line))
  })

  test('who guesses is told to wait, and nobody else is', async () => {
    const guess = (client: string) => signIn('guessed', { 'x-vivarium-client': client })
    for (let count = 0; count < 10; count += 1) await guess('192.0.2.66')
    const response = await guess('192.0.2.66')
    expect(response.headers.get('retry-after')).toBe('60')
    expect(await refusal(response)).toMatchObject({ status: 429, code: 'too-many-attempts' })
    expect((await refusal(guess('192.0.2.1'))).code).toBe('forbidden')
  })

  test('ends the session that was there before, and its streams', async () => {
    const cookie = await signInAgain()
    const events = await open(randomUUID(), { cookie })
    await events.until('hello')
    const next = await signInAgain({ cookie: `vivarium-3000=tossed; ${cookie}` })
    const before = site.send(session.GET, { headers: { cookie } })
    expect((await refusal(before)).code).toBe('unauthenticated')
    await expect(events.until('change')).rejects.toThrow('the stream ended')
    expect((await site.send(session.GET, { headers: { cookie: next } })).status).toBe(200)
  })

  test('reads little of what a stranger sends', async () => {
    expect((await refusal(signIn('x'.repeat(100_000)))).code).toBe('too-large')
  })

  test('a planted cookie is worth nothing, before and after', async () => {
    const headers = { cookie: 'vivarium-3000=planted' }
    await signInAgain(headers)
    expect((await refusal(site.send(session.GET, { headers }))).code).toBe('unauthenticated')
  })
})
