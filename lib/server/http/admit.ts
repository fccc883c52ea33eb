import { openEvents } from '@/lib/api/events'
import type { Operation } from '@/lib/api/operation'
import { ClusterId } from '@/lib/api/values'

/** A request by what its first line and its Host say. */
export type Asked = {
  readonly method: string
  readonly pathname: string
  readonly host: string | null
  readonly cookie: string | null
}

/** What kind of work it is; for `open` nobody waits. */
export type Work = 'open' | 'page' | 'call'

/** Why it goes no further; the front makes the problem document of it. */
export type Refusal = {
  readonly status: number
  readonly code: 'wrong-host' | 'not-found' | 'method-not-allowed'
  readonly headers?: Readonly<Record<string, string>>
}

const CLUSTER = '{cluster}'
const READS = ['GET', 'HEAD']
const ASSETS = '/_next/static/'
/** Streams are bounded by their number, and probes are to be answered whatever else goes on. */
const OPEN = /^\/api\/(?:health|ready|clusters\/[^/]+\/events)$/

/**
 * Judges a request before anything of Next runs: hosts that are not ours, addresses and methods
 * that no operation has, and whatever Next answers that we do not use. Null lets it through.
 */
export function admitter(
  operations: readonly Operation[],
  originOf: (host: string | null) => string | undefined,
): (asked: Asked) => Refusal | null {
  const methods = methodsOf(operations)
  return ({ method, pathname, host }) => {
    if (originOf(host) === undefined) return { status: 421, code: 'wrong-host' }
    const allowed = isBelow(pathname, '/api') ? methods(pathname) : methodsOfPage(pathname)
    if (allowed.length === 0) return { status: 404, code: 'not-found' }
    if (allowed.includes(method)) return null
    const headers = { allow: allowed.join(', ') }
    return { status: 405, code: 'method-not-allowed', headers }
  }
}

/** What kind of work an address asks for. */
export function workOf({ pathname }: Pick<Asked, 'pathname'>): Work {
  if (OPEN.test(pathname) || pathname.startsWith(ASSETS)) return 'open'
  return isBelow(pathname, '/api') ? 'call' : 'page'
}

function isBelow(pathname: string, root: string): boolean {
  return pathname === root || pathname.startsWith(`${root}/`)
}

/** In development Next asks itself for more than the files of the build. */
function methodsOfPage(pathname: string): readonly string[] {
  if (process.env.NODE_ENV === 'development') return [...READS, 'POST']
  return isBelow(pathname, '/_next') && !pathname.startsWith(ASSETS) ? [] : READS
}

/** The methods of an address of the API, none where there is nothing. */
function methodsOf(operations: readonly Operation[]): (pathname: string) => readonly string[] {
  const table = new Map<string, string[]>()
  for (const { path, method, id } of operations) {
    const methods = table.get(path) ?? []
    // Next answers HEAD by GET, and a stream without a reader would be nobody’s.
    methods.push(...(method === 'GET' && id !== openEvents.id ? READS : [method]))
    table.set(path, methods)
  }
  return (pathname) => table.get(templateOf(pathname)) ?? []
}

function templateOf(pathname: string): string {
  const [, cluster] = /^\/api\/clusters\/([^/]+)\//.exec(pathname) ?? []
  if (cluster === undefined || !ClusterId.safeParse(cluster).success) return pathname
  return pathname.replace(`/${cluster}/`, `/${CLUSTER}/`)
}
