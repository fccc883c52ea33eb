import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { Problem } from '@/lib/api/problem'
import { writeCookie } from '@/lib/server/access/cookie'
import { OPERATOR } from '@/lib/server/access/person'
import type { Handler } from '@/lib/server/http/serve'
import { makeRuntime } from '@/lib/server/process/boot'
import { setRuntime } from '@/lib/server/process/runtime'
import { loadSettings } from '@/lib/server/settings/load-settings'

const PORT = 3000
export const HOST = `127.0.0.1:${PORT}`
export const ORIGIN = `http://${HOST}`

type Sending = {
  readonly method?: string
  readonly query?: Record<string, string> | [string, string][]
  /** Sent as JSON; a string as it is. */
  readonly body?: unknown
  /** Over what a browser of ours would send; null leaves a header out. */
  readonly headers?: Record<string, string | null>
  readonly cluster?: string
  readonly signal?: AbortSignal
}

/** A server in this process, with somebody signed in and every printed line kept. */
export type TestSite = {
  readonly printed: string[]
  /** Calls a handler as the signed-in browser would. */
  readonly send: (handler: Handler, sending?: Sending) => Promise<Response>
  readonly close: () => Promise<void>
}

/** Installs a runtime with these settings and the process's one place for it. */
export function startSite(environment: Record<string, string> = {}): TestSite {
  const printed: string[] = []
  const data = mkdtempSync(join(tmpdir(), 'vivarium-site-'))
  const ours = { VIVARIUM_LOG_LEVEL: 'silent', VIVARIUM_DATA: data }
  const settings = loadSettings({ ...ours, ...environment })
  const made = makeRuntime(settings, (line) => printed.push(line))
  setRuntime(made)
  made.signIn.renew()
  const place = { port: settings.port, origin: ORIGIN }
  const given = writeCookie(made.site.sessions.begin(OPERATOR), place).split(';', 1)[0] ?? ''
  const send = (handler: Handler, sending: Sending = {}) => {
    const request = toRequest(sending, given)
    return handler(request, { params: Promise.resolve({ cluster: sending.cluster ?? 'main' }) })
  }
  const close = async () => {
    made.streams.endAll()
    made.checker.close()
    await made.histories.close()
    await made.clusters.close()
    rmSync(data, { recursive: true, force: true })
    setRuntime(undefined)
  }
  return { printed, send, close }
}

function toRequest({ method = 'GET', query, body, headers, signal }: Sending, cookie: string) {
  const isWrite = method !== 'GET'
  const all: Record<string, string | null> = {
    host: HOST,
    cookie,
    'sec-fetch-site': 'same-origin',
    ...(isWrite && { origin: ORIGIN, 'content-type': 'application/json' }),
    ...headers,
  }
  const kept = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null)
  return new Request(`${ORIGIN}/?${new URLSearchParams(query)}`, {
    method,
    headers: kept,
    ...(signal && { signal }),
    ...(isWrite && { body: typeof body === 'string' ? body : JSON.stringify(body ?? {}) }),
  })
}

/** The problem document of a refused request, held to its schema and its headers. */
export async function refusal(refused: Response | Promise<Response>): Promise<Problem> {
  const response = await refused
  const problem = Problem.parse(await response.json())
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(response.headers.get('x-request-id')).toBe(problem.requestId)
  expect(response.headers.has('retry-after')).toBe([429, 503].includes(problem.status))
  expect(response.status).toBe(problem.status)
  return problem
}

export function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
