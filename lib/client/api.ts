import type { AnswerOf, BodyOf, Operation, QueryOf } from '@/lib/api/operation'
import type { Problem } from '@/lib/api/problem'

/** What the API answered instead; `problem.code` is what the screen's words are keyed by. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail ? `${problem.code}: ${problem.detail}` : problem.code)
    this.problem = problem
  }
}

export type RequestInput<O extends Operation> = {
  readonly cluster?: string
  readonly query?: QueryOf<O>
  readonly body?: BodyOf<O>
  readonly signal?: AbortSignal
}

/**
 * Sends one operation of the API. `path` is the operation's template. Throws `ApiError`, whatever
 * went wrong; a write of which no answer came is `outcome-unknown`.
 */
export type Request = <O extends Operation>(
  method: O['method'],
  path: string,
  input: RequestInput<O>,
) => Promise<AnswerOf<O>>

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
  return async (method, path, { cluster, query, body, signal }) => {
    const url = surroundings.basePath() + urlOf(path, cluster, query ?? {})
    const deadline = AbortSignal.timeout(DEADLINE_MS)
    const init = {
      method,
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
    if (response.status === 401) surroundings.signIn()
    if (response.ok) return response
    const problem = await problemIn(method, response)
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

function unanswered(method: string, cause: unknown): ApiError {
  const isRead = method === 'GET'
  return new ApiError({
    type: 'about:blank',
    status: 503,
    code: isRead ? 'not-live' : 'outcome-unknown',
    title: 'Vivarium does not answer',
    detail: cause instanceof Error ? cause.message : undefined,
    retriable: isRead,
  })
}

/** A proxy in between may answer in its own words, and does not know what became of a write. */
async function problemIn(method: string, response: Response): Promise<Problem> {
  if (response.headers.get('content-type')?.startsWith('application/problem+json'))
    try {
      return await response.json()
    } catch {
      // Cut off on its way: the status is all there is.
    }
  const { status, statusText } = response
  if (status >= 500 && method !== 'GET') return unanswered(method, statusText).problem
  return {
    type: 'about:blank',
    status,
    code: status === 401 ? 'unauthenticated' : 'server-error',
    title: statusText || `HTTP ${status}`,
    retriable: status >= 500,
  }
}

/** Where the product is served below a path of its own: `<meta name="vivarium-base-path">`. */
export function basePath(): string {
  const meta = document.querySelector('meta[name="vivarium-base-path"]')
  return meta?.getAttribute('content')?.replace(/\/$/, '') ?? ''
}

function signIn(): void {
  const here = `${basePath()}/signed-out`
  if (location.pathname !== here) location.assign(here)
}

export const request = createRequest({ fetch: (url, init) => fetch(url, init), basePath, signIn })

/** The URL of a cluster's stream, on a server below the path `base`. */
export function eventsUrl(cluster: string, stream: string, base = basePath()): string {
  return base + urlOf('/api/clusters/{cluster}/events', cluster, { stream })
}
