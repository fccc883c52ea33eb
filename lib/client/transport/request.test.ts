import { expect, test } from 'vitest'
import { ApiError, createRequest } from './request'

type Answer = { status?: number; body?: unknown; type?: string; after?: string }

function newApi(...answers: Array<Answer | Error>) {
  const pauses: number[] = []
  const sent: Array<{ url: string; init: RequestInit }> = []
  let signIns = 0
  const request = createRequest({
    basePath: () => '/base',
    signIn: () => {
      signIns += 1
    },
    pause: (ms) => {
      pauses.push(ms)
      return Promise.resolve()
    },
    fetch: (url, init) => {
      sent.push({ url, init })
      const answer = answers[Math.min(sent.length, answers.length) - 1] ?? {}
      if (answer instanceof Error) return Promise.reject(answer)
      const { status = 200, body = {}, type = 'application/json', after } = answer
      const headers = { 'content-type': type, ...(after && { 'retry-after': after }) }
      return Promise.resolve(new Response(JSON.stringify(body), { status, headers }))
    },
  })
  const read = () =>
    request('readZnode', {
      cluster: 'main',
      query: { path: '/a b/%2F?#&=', floor: undefined },
    })
  const write = () =>
    request('setZnode', {
      cluster: 'main',
      body: { path: '/a', data: null, version: 3, czxid: '0x1' },
    })
  return { sent, pauses, read, write, signIns: () => signIns }
}

const problemOf = (sending: Promise<unknown>) =>
  sending.then(
    () => undefined,
    (error: unknown) => (error instanceof ApiError ? error.problem : undefined),
  )

test('the path travels in the query, whatever it holds', async () => {
  const api = newApi({})
  await api.read()
  const url = new URL(api.sent[0]?.url ?? '', 'http://host')
  expect(url.pathname).toBe('/base/api/clusters/main/znode')
  expect([...url.searchParams]).toEqual([['path', '/a b/%2F?#&=']])
})

test('a body is JSON and says so', async () => {
  const api = newApi({})
  await api.write()
  const init = api.sent[0]?.init
  expect(init?.headers).toEqual({ 'content-type': 'application/json' })
  expect(JSON.parse(String(init?.body))).toMatchObject({ data: null, version: 3 })
})

test('a problem is passed on as it is', async () => {
  const problem = {
    type: 'about:blank',
    status: 409,
    code: 'bad-version',
    title: 'Someone changed this znode first',
    retriable: false,
  }
  const api = newApi({ status: 409, body: problem, type: 'application/problem+json' })
  expect(await problemOf(api.write())).toEqual(problem)
})

test('without an answer a read may be repeated, and of a write nothing is known', async () => {
  const api = newApi(new TypeError('Failed to fetch'))
  expect(await problemOf(api.read())).toMatchObject({ code: 'unreachable', retriable: true })
  expect(await problemOf(api.write())).toMatchObject({ code: 'outcome-unknown', retriable: false })
})

test.each([502, 503, 504, 404, 403, 401, 200])(
  'a page with %d is somebody else’s: a read is repeated, of a write nothing is known',
  async (status) => {
    const api = newApi({ status, type: 'text/html' })
    const foreign = { code: 'foreign-answer', status, retriable: true }
    expect(await problemOf(api.read())).toMatchObject(foreign)
    const unknown = { code: 'outcome-unknown', retriable: false }
    expect(await problemOf(api.write())).toMatchObject(unknown)
    expect(api.signIns()).toBe(0)
  },
)

test('what a proxy refuses for its size was not passed on, and is not repeated', async () => {
  const api = newApi({ status: 413, type: 'text/html' })
  const refused = { code: 'foreign-answer', status: 413, retriable: false }
  expect(await problemOf(api.write())).toMatchObject(refused)
  expect(await problemOf(api.read())).toMatchObject(refused)
})

test('a way elsewhere is not followed', async () => {
  const api = newApi({})
  await api.read()
  expect(api.sent[0]?.init.redirect).toBe('manual')
})

test('who is not signed in any more is sent to sign in', async () => {
  const api = newApi({
    status: 401,
    type: 'application/problem+json',
    body: { code: 'unauthenticated' },
  })
  expect(await problemOf(api.read())).toMatchObject({ code: 'unauthenticated' })
  expect(api.signIns()).toBe(1)
})

const refused = (code: string, status: number, after?: string): Answer => ({
  status,
  type: 'application/problem+json',
  body: { type: 'about:blank', status, code, title: '', retriable: true },
  ...(after && { after }),
})

test('what was refused because too much was asked for at once is asked again when it may be', async () => {
  const { sent, pauses, write } = newApi(
    refused('too-many-requests', 429, '1'),
    refused('too-many', 503, '2'),
    { body: { path: '/a' } },
  )
  expect(await write()).toMatchObject({ path: '/a' })
  expect(sent).toHaveLength(3)
  expect(pauses).toEqual([1_000, 2_000])
})

test('what was refused for another reason, or without a time, is not asked again', async () => {
  const away = newApi(refused('not-live', 503, '2'))
  expect(await problemOf(away.read())).toMatchObject({ code: 'not-live' })
  expect(away.pauses).toEqual([])
  const full = newApi(refused('too-many', 503))
  expect(await problemOf(full.read())).toMatchObject({ code: 'too-many' })
})
