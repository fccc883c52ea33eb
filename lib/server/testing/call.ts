import type { AnswerOf, BodyOf, Operation, QueryOf } from '@/lib/api/operation'
import type { Handler } from '@/lib/server/http/serve'
import { refusal, type TestSite } from './site'

type Asked<O extends Operation> = {
  readonly query?: QueryOf<O>
  readonly body?: BodyOf<O>
}

/** Calls one operation of one cluster. Rejects with the problem where it is refused. */
export type Call = <O extends Operation>(
  operation: O,
  handler: Handler,
  asked?: Asked<O>,
) => Promise<AnswerOf<O>>

/** Calls operations of `cluster` as somebody signed in to `site`, and holds answers to the contract. */
export function callsOf(site: TestSite, cluster: string): Call {
  return async (operation, handler, { query, body } = {}) => {
    const { method } = operation
    const parts = Object.entries(query ?? {}).map(([key, value]) => [key, String(value)] as const)
    const sending = { cluster, method, query: Object.fromEntries(parts), body }
    const response = await site.send(handler, sending)
    if (response.status >= 400) throw await refusal(response)
    return operation.answer.parse(await response.json()) as AnswerOf<typeof operation>
  }
}
