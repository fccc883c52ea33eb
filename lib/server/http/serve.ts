import { randomUUID } from 'node:crypto'
import type * as z from 'zod'
import type { Operation } from '@/lib/api/operation'
import { parseRequest } from '@/lib/api/parse-request'
import type { SignedIn } from '@/lib/server/access/sessions'
import { ZnodeError } from '@/lib/znode/znode-error'
import { clientOf } from './front'
import { guardOrigin, guardPerson } from './guard'
import { readJson } from './read-json'
import { json, refuse } from './respond'
import type { Site } from './site'
import { takenBody } from './taken-body'

/** As Next calls it; routes without a dynamic part get no params. */
export type Handler = (
  request: Request,
  context: { readonly params: Promise<{ readonly cluster?: string } | undefined> },
) => Promise<Response>

/** A guarded and parsed request. */
export type Call<O extends Operation> = {
  readonly request: Request
  readonly signedIn: SignedIn
  readonly query: z.output<O['query']>
  readonly body: z.output<O['body']>
}

export type Answer<O extends Operation> = z.output<O['answer']> | Response

type Handling<O extends Operation> = {
  readonly operation: O
  readonly site: () => Site
  /** Answers behind the guards it needs; a throw becomes a problem document. */
  readonly handle: (request: Request, clusterId: string, atEnd: AtEnd) => Promise<Answer<O>>
}

/** Notes what is to be done once the answer was taken, or will not be. */
export type AtEnd = (act: () => void) => void

/** Everything around a handler: an id, errors as problems, one line in the log, no cache. */
export function serve<O extends Operation>({ operation, site, handle }: Handling<O>): Handler {
  return async (request, { params }) => {
    const id = randomUUID()
    const start = performance.now()
    const { cluster = '' } = (await params) ?? {}
    const { log } = site()
    const client = clientOf(request)
    const line = {
      id,
      operation: operation.id,
      ...(cluster && { cluster }),
      ...(client && { client }),
    }
    const took = () => Math.round(performance.now() - start)
    const acts: Array<() => void> = []
    const end = () => {
      for (const act of acts.splice(0)) act()
    }
    try {
      const answer = await handle(request, cluster, (act) => acts.push(act))
      const response =
        answer instanceof Response
          ? finished(answer, id, end)
          : json(takenBody(await site().writer.write(answer), end), id, operation.status)
      log.info({ ...line, status: response.status, ms: took() })
      return response
    } catch (error) {
      end()
      const { problem, response } = refuse(error, id)
      const { status, code } = problem
      const err = code === 'internal' ? { err: error } : {}
      log[status >= 500 ? 'error' : 'info']({ ...line, status, code, ms: took(), ...err })
      return response
    }
  }
}

/** The largest body that is read of somebody who has not signed in. */
const STRANGERS_LIMIT = {
  bytes: 4_096,
  exceeded: 'The request is larger than one without signing in may be',
}

/** A request of anybody, parsed. */
export type OpenCall<O extends Operation> = Omit<Call<O>, 'signedIn'>

/** Lets anybody's request from our own pages in and parses it. */
export async function parseOpenCall<O extends Operation>(
  operation: O,
  request: Request,
  site: Site,
): Promise<OpenCall<O>> {
  guardOrigin(request, site)
  return await parse(operation, request, { ...site, bodyLimit: STRANGERS_LIMIT })
}

/**
 * Lets a signed-in person's request in and parses it, when it is its turn among those of its
 * session. `admit` runs before anything is read.
 */
export async function parseCall<O extends Operation>(
  operation: O,
  request: Request,
  site: Site,
  atEnd: AtEnd,
  admit: () => void = () => undefined,
): Promise<Call<O>> {
  const place = guardOrigin(request, site)
  const signedIn = guardPerson(request, place, site)
  admit()
  atEnd(await site.inFlight.enter(signedIn.key, request.signal))
  return { signedIn, ...(await parse(operation, request, site)) }
}

async function parse<O extends Operation>(
  operation: O,
  request: Request,
  { bodyLimit, timeShare }: Pick<Site, 'bodyLimit' | 'timeShare'>,
): Promise<OpenCall<O>> {
  const query = parseRequest(operation.query, queryOf(request)) as z.output<O['query']>
  const given =
    operation.method === 'GET' ? undefined : await readJson(request, bodyLimit, timeShare)
  const body = await timeShare.run(() => parseRequest(operation.body, given))
  return { request, query, body: body as z.output<O['body']> }
}

function queryOf(request: Request): Record<string, string> {
  const given = new Map<string, string>()
  for (const [name, value] of new URL(request.url).searchParams) {
    if (given.has(name))
      throw new ZnodeError('invalid-request', '', { detail: 'A parameter is given twice' })
    given.set(name, value)
  }
  return Object.fromEntries(given)
}

/** An answer that its handler wrote itself. */
function finished(answer: Response, id: string, end: () => void): Response {
  end()
  answer.headers.set('x-request-id', id)
  return answer
}
