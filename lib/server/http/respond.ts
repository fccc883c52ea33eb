import { type Problem, toProblem } from '@/lib/api/problem'

/** When it may be asked again (s), by status. */
const RETRY_AFTER = new Map([
  [429, '1'],
  [503, '2'],
])

/** Seconds within which wrong tokens are counted. */
const RETRY_SIGN_IN = '60'

/** An answer as JSON that no cache keeps. */
export function json(body: BodyInit, id: string, status = 200): Response {
  return new Response(body, {
    status,
    headers: { ...headersOf(id), 'content-type': 'application/json; charset=utf-8' },
  })
}

/** What the caller is told about `error`, and its response. */
export function refuse(error: unknown, id: string): { problem: Problem; response: Response } {
  const problem: Problem = { ...toProblem(error), requestId: id }
  const { status, code } = problem
  const response = new Response(JSON.stringify(problem), { status, headers: headersOf(id) })
  response.headers.set('content-type', 'application/problem+json; charset=utf-8')
  const again = code === 'too-many-attempts' ? RETRY_SIGN_IN : RETRY_AFTER.get(status)
  if (again) response.headers.set('retry-after', again)
  return { problem, response }
}

function headersOf(id: string) {
  return {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': id,
  }
}
