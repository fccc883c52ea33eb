import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GET as openEvents } from '@/app/api/clusters/[cluster]/events/route'
import { POST as setInterest } from '@/app/api/clusters/[cluster]/interest/route'
import * as znode from '@/app/api/clusters/[cluster]/znode/route'
import * as session from '@/app/api/session/route'
import { HEAD as previewSignIn, GET as signIn } from '@/app/sign-in/route'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import * as contract from '@/lib/api/events'
import { runtime } from './runtime'
import { base64, HOST, refusal, startSite, type TestSite } from './testing'
import { messagesOf } from './testing-stream'

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

const linkOf = (line: string | undefined) => new URL(line?.replace('Sign in: ', '') ?? '')
const follow = (url: URL, headers: Record<string, string> = {}) =>
  signIn(new Request(url, { headers: { host: HOST, ...headers } }))

async function signInAgain(): Promise<string> {
  const response = await follow(linkOf(site.printed.at(-1)))
  return response.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
}

describe('signing in', () => {
  test('the printed link works once, and leads in without the token', async () => {
    const link = linkOf(site.printed.at(-1))
    expect(`${link}`).toMatch(/^http:\/\/127\.0\.0\.1:3000\/sign-in\?token=[\w-]{43}$/)
    const response = await follow(link, { 'sec-fetch-site': 'cross-site' })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/')
    const cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
    expect((await site.send(session.GET, { headers: { cookie } })).status).toBe(200)
    const again = await follow(link)
    expect(again.headers.get('location')).toBe('/signed-out?reason=link')
    expect(again.headers.has('set-cookie')).toBe(false)
    expect(linkOf(site.printed.at(-1)).search).not.toBe(link.search)
  })

  test('a preview does not use the link up', async () => {
    expect(previewSignIn().status).toBe(405)
    expect(await signInAgain()).not.toBe('')
  })

  test('a planted cookie is worth nothing, before and after', async () => {
    const headers = { cookie: 'vivarium-3000=planted' }
    const link = linkOf(site.printed.at(-1))
    await follow(link, headers)
    expect((await refusal(site.send(session.GET, { headers }))).code).toBe('unauthenticated')
  })
})
