import type { setInterest } from '@/lib/api/events'
import type { BodyOf } from '@/lib/api/operation'
import type { OperationId } from '@/lib/api/routes'
import type { Surroundings } from '@/lib/client/transport/environment'
import type { AnswerTo, RequestInput } from '@/lib/client/transport/request'
import type { ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'
import { type Outside, SharedSource } from './shared-source'

type Transport = Pick<Surroundings, 'openSource' | 'request'>

/**
 * Opens each stream as this tab's share of the one that the worker keeps for all tabs, and sends
 * what a shared stream's tab looks at the same way. `direct` does both where there is no worker.
 */
export function shareStreams(outside: Outside & { readonly direct: Transport }): Transport {
  const { direct } = outside
  const shared = new Map<string, SharedSource>()
  let hasWorker = true
  const openSource: Transport['openSource'] = (cluster, stream, handlers) => {
    const openDirect = () => direct.openSource(cluster, stream, handlers)
    if (!hasWorker) return openDirect()
    const source = new SharedSource(cluster, outside, {
      ...handlers,
      direct: openDirect,
      onAbsent: () => {
        hasWorker = false
      },
      onEnd: () => shared.delete(stream),
    })
    if (source.isShared) shared.set(stream, source)
    return source
  }
  const request = <Id extends OperationId>(
    id: Id,
    input: RequestInput<Id>,
  ): Promise<AnswerTo<Id>> => {
    const body = id === 'setInterest' ? (input.body as BodyOf<typeof setInterest>) : undefined
    const source = body && shared.get(body.stream)
    if (!source) return direct.request(id, input)
    return source.ask({
      nodes: body.nodes as ZnodePath[],
      parents: body.parents as ZnodePath[],
      timeline: body.timeline as ZnodePath | null,
      history: body.history,
      floor: body.floor as Hex64 | undefined,
    }) as Promise<AnswerTo<Id>>
  }
  return { openSource, request }
}
