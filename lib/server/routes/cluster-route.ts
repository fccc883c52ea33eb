import 'server-only'
import type { Operation } from '@/lib/api/operation'
import { may } from '@/lib/server/access/may'
import type { Writing } from '@/lib/server/cluster/write/write-context'
import type { Searcher } from '@/lib/server/history/queries/searches'
import {
  type Answer,
  type Call,
  type Handler,
  type OpenCall,
  parseCall,
  parseOpenCall,
  serve,
} from '@/lib/server/http/serve'
import type { ClusterHistory } from '@/lib/server/process/cluster-history'
import type { LiveCluster } from '@/lib/server/process/clusters'
import { runtime } from '@/lib/server/process/runtime'
import { ZnodeError } from '@/lib/znode/znode-error'

export type ClusterCall<O extends Operation> = Call<O> & {
  readonly cluster: LiveCluster
  readonly history: ClusterHistory
}

type Answering<O extends Operation> = Promise<Answer<O>> | Answer<O>

const site = () => runtime().site

/** A handler of an operation that anyone may ask for, on our hosts and from our pages. */
export function openRoute<O extends Operation>(
  operation: O,
  handle: (call: OpenCall<O>) => Answering<O>,
): Handler {
  return serve({
    operation,
    site,
    handle: async (request) => await handle(await parseOpenCall(operation, request, site())),
  })
}

/** A handler of an operation that a signed-in person may ask for. */
export function route<O extends Operation>(
  operation: O,
  handle: (call: Call<O>) => Answering<O>,
): Handler {
  return serve({
    operation,
    site,
    handle: async (request, _, atEnd) =>
      await handle(await parseCall(operation, request, site(), atEnd)),
  })
}

/** A handler of an operation on one cluster; `may()` is asked about every znode it names. */
export function clusterRoute<O extends Operation>(
  operation: O,
  handle: (call: ClusterCall<O>) => Answering<O>,
): Handler {
  return serve({
    operation,
    site,
    handle: async (request, clusterId, atEnd) => {
      const { clusters, histories } = runtime()
      const call = await parseCall(operation, request, site(), atEnd, () => clusters.get(clusterId))
      guardTouches(operation, call, clusterId)
      const history = histories.get(clusterId)
      return await handle({ ...call, cluster: clusters.get(clusterId), history })
    },
  })
}

/** Asks `may()` about everything that the call touches. Throws `forbidden`, naming what is missing. */
function guardTouches<O extends Operation>(operation: O, call: Call<O>, cluster: string): void {
  const { person } = call.signedIn
  for (const { action, path } of operation.touches(call.query, call.body))
    if (!may({ person, action, cluster, path }))
      throw new ZnodeError('forbidden', path ?? '', { detail: `“${action}” is missing` })
}

/** Who searches the history by that call, and whether they are still there. */
export function searcherOf({ signedIn, request }: Call<Operation>): Searcher {
  return { party: signedIn.key, signal: request.signal }
}

type WriteCall = Pick<ClusterCall<Operation>, 'cluster' | 'history' | 'signedIn'> & {
  readonly body: { readonly reason?: string | undefined; readonly attempt?: string | undefined }
}

/**
 * How a write of that call is made: by whom, why, and journaled where. Throws `reason-required`.
 */
export function writingOf({ cluster, history, signedIn, body }: WriteCall): Writing {
  if (cluster.config.requireReason && !body.reason) throw new ZnodeError('reason-required', '')
  const author = { person: signedIn.person.name, reason: body.reason || null }
  return { gateway: cluster.gateway, journal: history.journal, author, attempt: body.attempt }
}
