import { type Problem, toProblem } from '@/lib/api/problem'
import { ApiError, type Request } from '@/lib/client/api'
import type { Reading } from '@/lib/server/cluster/read'
import type { Dashboard, InterestBody } from './dashboard'
import type { Network } from './event-source'

/** A browser's requests on their way to the dashboard and back: late, lost or refused. */
export function requestsOver(network: Network): Request {
  const request = async (method: string, path: string, input: Parameters<Request>[2]) => {
    const answer = exchange(network, method, path, input)
    return await (input.signal ? Promise.race([answer, aborted(input.signal)]) : answer)
  }
  return request as Request
}

async function exchange(
  { clock, weather, dashboard, request, report }: Network,
  method: string,
  path: string,
  input: Parameters<Request>[2],
): Promise<unknown> {
  await clock.wait(weather.delay())
  const asked = dashboard()
  const fate = request()
  if (fate === 'lost' || !asked.isUp) throw unanswered(method)
  if (fate === 'refused') throw new ApiError(UNAVAILABLE)
  const answer = await handle(asked, path, input).catch((error: unknown) =>
    toApiError(error, report),
  )
  await clock.wait(weather.delay())
  if (!asked.isUp || request() === 'lost') throw unanswered(method)
  if (answer instanceof ApiError) throw answer
  return answer
}

function handle(
  dashboard: Dashboard,
  path: string,
  { query, body }: Parameters<Request>[2],
): Promise<unknown> {
  switch (path.slice(path.lastIndexOf('/') + 1)) {
    case 'interest':
      return dashboard.setInterest(body as unknown as InterestBody)
    case 'children':
      return dashboard.listChildren(query as unknown as Reading)
    case 'znode':
      return dashboard.readZnode(query as unknown as Reading)
    default:
      return Promise.resolve({})
  }
}

/** Expected refusals only: whatever else a handler throws is a bug. */
function toApiError(error: unknown, report: Network['report']): ApiError {
  const problem = toProblem(error)
  if (problem.code === 'internal') report(`A handler threw: ${error}`)
  return new ApiError(problem)
}

const UNAVAILABLE: Problem = {
  type: 'about:blank',
  status: 503,
  code: 'not-live',
  title: 'Not now',
  retriable: true,
}

/** What `lib/client/api.ts` makes of a request of which no answer came. */
function unanswered(method: string): ApiError {
  const isRead = method === 'GET'
  const code = isRead ? 'not-live' : 'outcome-unknown'
  return new ApiError({ ...UNAVAILABLE, code, retriable: isRead })
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(unanswered('GET')), { once: true })
  })
}
