import 'server-only'
import type { SignInLink } from '@/lib/server/access/sign-in-link'
import type { Site } from '@/lib/server/http/site'
import type { Streams } from '@/lib/server/http/sse/open-streams'
import type { Checker } from '@/lib/server/schemas/checker'
import type { Histories } from './cluster-registry'
import type { Clusters } from './clusters'
import type { Readiness } from './readiness'

/** Everything of which the process has one. */
export type Runtime = {
  readonly site: Site
  readonly clusters: Clusters
  readonly histories: Histories
  readonly readiness: Readiness
  readonly signIn: SignInLink
  readonly streams: Streams
  readonly checker: Checker
}

const PLACE = Symbol.for('vivarium.runtime')

/** Next gives handlers, pages and instrumentation a copy of each module; this they share. */
type Shared = typeof globalThis & { [PLACE]?: Runtime | undefined }

/** Throws before `boot()`. */
export function runtime(): Runtime {
  const made = (globalThis as Shared)[PLACE]
  if (!made) throw new Error('The server was not started by its instrumentation')
  return made
}

export function hasRuntime(): boolean {
  return (globalThis as Shared)[PLACE] !== undefined
}

export function setRuntime(made: Runtime | undefined): void {
  const shared: Shared = globalThis
  shared[PLACE] = made
}
