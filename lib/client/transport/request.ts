import type { AnswerOf, BodyOf, QueryOf } from '@/lib/api/operation'
import type { OperationOf } from '@/lib/api/operations'
import type { Problem } from '@/lib/api/problem'
import { type OperationId, routeOf } from '@/lib/api/routes'

/** What the API answered instead; `problem.code` is what the screen's words are keyed by. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail ? `${problem.code}: ${problem.detail}` : problem.code)
    this.problem = problem
  }
}

export type RequestInput<Id extends OperationId> = {
  readonly cluster?: string
  readonly query?: QueryOf<OperationOf<Id>>
  readonly body?: BodyOf<OperationOf<Id>>
  readonly signal?: AbortSignal
}

export type AnswerTo<Id extends OperationId> = AnswerOf<OperationOf<Id>>

/**
 * Asks for one operation of the API, by its id. Throws `ApiError`, whatever went wrong; a write of
 * which no answer came is `outcome-unknown`.
 */
export type Request = <Id extends OperationId>(
  id: Id,
  input: RequestInput<Id>,
) => Promise<AnswerTo<Id>>

type Surroundings = {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly basePath: () => string
  /** Nobody is signed in any more. */
  readonly signIn: () => void
  /** Resolves after `ms`, or a little later. */
  readonly pause?: (ms: number) => Promise<void>
}

/** How long an answer may take (ms); the server's own deadlines are shorter. */
const DEADLINE_MS = 30_000
/** Nothing was done because too much was asked for at once: it is asked for again. */
const LATER = new Set(['too-many', 'too-many-requests', 'busy'])

export function createRequest(surroundings: Surroundings): Request {
  return async (id, { cluster, query, body, signal }) => {
    const { method, path } = routeOf(id)
    const url = surroundings.basePath() + urlOf(path, cluster, query ?? {})
    const deadline = AbortSignal.timeout(DEADLINE_MS)
    const init = {
      method,
      // The API leads nowhere else: whoever does stands in between.
      redirect: 'manual' as const,
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    }
    const response = await answered(surroundings, method, url, init)
    return response.json().catch((error: unknown) => {
      throw unanswered(method, error)
    })
  }
}

/** A little longer by chance: those who were refused together do not come back together. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms * (1 + Math.random() / 2)))
}

/** The answer, once there is room for the request. */
async function answered(
  surroundings: Surroundings,
  method: string,
  url: string,
  init: RequestInit & { readonly signal: AbortSignal },
): Promise<Response> {
  for (;;) {
    const response = await surroundings.fetch(url, init).catch((error: unknown) => {
      throw unanswered(method, error)
    })
    if (response.ok && isOf(response, 'application/json')) return response
    const problem = await problemIn(method, response)
    if (problem.code === 'unauthenticated') surroundings.signIn()
    const after = Number(response.headers.get('retry-after'))
    if (!LATER.has(problem.code) || !(after > 0)) throw new ApiError(problem)
    await (surroundings.pause ?? pause)(after * 1_000)
    if (init.signal.aborted) throw new ApiError(problem)
  }
}

function urlOf(template: string, cluster: string | undefined, query: object): string {
  const path = template.replace('{cluster}', () => encodeURIComponent(cluster ?? ''))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) search.set(name, String(value))
  return search.size === 0 ? path : `${path}?${search}`
}

function isOf(response: Response, type: string): boolean {
  return response.headers.get('content-type')?.startsWith(type) === true
}

/** A problem that this browser found by itself; the screen's words for it go by its code. */
export function problemOf(code: Problem['code'], status: number, retriable: boolean): Problem {
  return { type: 'about:blank', status, code, title: code, retriable }
}

function unanswered(method: string, cause: unknown): ApiError {
  const isRead = method === 'GET'
  const problem = problemOf(isRead ? 'unreachable' : 'outcome-unknown', 503, isRead)
  return new ApiError({ ...problem, detail: cause instanceof Error ? cause.message : undefined })
}

async function problemIn(method: string, response: Response): Promise<Problem> {
  if (!isOf(response, 'application/problem+json')) return foreign(method, response)
  try {
    return await response.json()
  } catch (error) {
    return unanswered(method, error).problem
  }
}

/** Refused for what the request itself is: whoever did has passed on none of it. */
const NOT_PASSED_ON = new Set([405, 411, 413, 414, 415, 417, 429, 431])
/** A response that was not followed tells no status (`redirect: 'manual'`). */
const REDIRECT = 302

/** A proxy or a portal answered in its own words. Mostly it cannot know what became of a write. */
function foreign(method: string, { status, type }: Response): Problem {
  const isRead = method === 'GET'
  const isKnown = isRead || NOT_PASSED_ON.has(status)
  return problemOf(
    isKnown ? 'foreign-answer' : 'outcome-unknown',
    type === 'opaqueredirect' ? REDIRECT : status,
    isRead && !NOT_PASSED_ON.has(status),
  )
}

/** Where the product is served below a path of its own: `<meta name="vivarium-base-path">`. */
export function basePath(): string {
  const meta = document.querySelector('meta[name="vivarium-base-path"]')
  return meta?.getAttribute('content')?.replace(/\/$/, '') ?? ''
}

function signIn(): void {
  const here = `${basePath()}/signed-out`
  if (location.pathname !== here) location.assign(`${here}?left`)
}

export const request = createRequest({ fetch: (url, init) => fetch(url, init), basePath, signIn })

/** The URL of a cluster's stream, on a server below the path `base`. */
export function eventsUrl(cluster: string, stream: string, base = basePath()): string {
  return base + urlOf(routeOf('openEvents').path, cluster, { stream })
}
