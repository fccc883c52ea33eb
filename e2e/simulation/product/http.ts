import { setInterest } from '@/lib/api/events'
import type { BodyOf } from '@/lib/api/operation'
import { parseRequest } from '@/lib/api/parse-request'
import { type Problem, toProblem } from '@/lib/api/problem'
import { type OperationId, routeOf } from '@/lib/api/routes'
import { listChildren, readZnode } from '@/lib/api/znode'
import { ApiError, type Request } from '@/lib/client/transport/request'
import type { Dashboard } from './dashboard'
import type { Network } from './event-source'

type Input = Parameters<Request>[1]

/** How late a request may arrive that was given up (ms). */
const OVERDUE_MS = [100, 4_000] as const

/** A browser's requests on their way to the dashboard and back: late, lost or refused. */
export function requestsOver(network: Network): Request {
  const request = async (id: OperationId, input: Input) => {
    const { method, path } = routeOf(id)
    const answer = exchange(network, method, path, input)
    return await (input.signal ? Promise.race([answer, aborted(input.signal)]) : answer)
  }
  return request as Request
}

async function exchange(
  network: Network,
  method: string,
  path: string,
  input: Input,
): Promise<unknown> {
  const { clock, chance, weather, dashboard, request, report } = network
  await clock.wait(weather.delay())
  const refusal = refusalOf(network, path, input)
  if (refusal) throw refusal
  const asked = dashboard()
  const fate = request()
  if (fate === 'refused') throw new ApiError(UNAVAILABLE)
  const ask = () => handle(asked, path, input).catch((error: unknown) => toApiError(error, report))
  if (fate === 'overdue')
    clock.setTimer(() => asked.isUp && void ask(), chance.between(...OVERDUE_MS))
  if (fate !== 'arrives' || !asked.isUp) throw unanswered(method)
  const handled = ask()
  const answer = await Promise.race([handled, asked.crashed.then(() => unanswered(method))])
  await clock.wait(weather.delay())
  if (!asked.isUp || request() !== 'arrives') throw unanswered(method)
  if (answer instanceof ApiError) throw answer
  return JSON.parse(JSON.stringify(answer))
}

/** How an interest is refused, by the product or by what stands before it. */
function refusalOf({ interestRefusal }: Network, path: string, { body }: Input) {
  if (!path.endsWith('/interest')) return undefined
  const { stream } = body as BodyOf<typeof setInterest>
  const status = interestRefusal(stream)
  if (status === undefined) return undefined
  const code = status === 400 ? 'invalid-request' : 'server-error'
  return new ApiError({ ...UNAVAILABLE, status, code, retriable: status >= 500 })
}

/** As the routes of app/api do. */
async function handle(dashboard: Dashboard, path: string, { query, body }: Input) {
  switch (path.slice(path.lastIndexOf('/') + 1)) {
    case 'interest':
      return await dashboard.setInterest(parseRequest(setInterest.body, body))
    case 'children':
      return await dashboard.listChildren(parseRequest(listChildren.query, query))
    case 'znode':
      return await dashboard.readZnode(parseRequest(readZnode.query, query))
    default:
      return {}
  }
}

/** Expected refusals only: whatever else a handler throws is a bug. */
function toApiError(error: unknown, report: Network['report']): ApiError {
  const problem = toProblem(error)
  if (problem.code === 'internal' || problem.code === 'invalid-request')
    report(`A handler threw: ${error}`)
  return new ApiError(problem)
}

const UNAVAILABLE: Problem = {
  type: 'about:blank',
  status: 503,
  code: 'not-live',
  title: 'Not now',
  retriable: true,
}

/** What `lib/client/transport/request.ts` makes of a request of which no answer came. */
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
