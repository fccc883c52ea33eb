import type { AnswerOf } from '@/lib/api/operation'
import type { Problem } from '@/lib/api/problem'
import type { readAcl } from '@/lib/api/znode'
import type { Surroundings, TimerId } from '@/lib/client/transport/environment'
import { ApiError } from '@/lib/client/transport/request'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'

export type AclAnswer = AnswerOf<typeof readAcl>

/** Whose ACL, and which: `aversion` counts those it had. */
type Asked = {
  readonly cluster: string
  readonly path: ZnodePath
  readonly stat: Pick<Stat, 'czxid' | 'aversion'>
}

type Hooks = {
  readonly taken: (answer: AclAnswer) => void
  readonly failed: (problem: Problem) => void
}

/** An answer of another state is asked for again after this, doubled each time, up to the last (ms). */
const AGAIN_MS = 250
const MOST_MS = 4_000

/**
 * Reads the ACL of a znode, again until it is the one that `stat` counts: the server that answers
 * may lag behind the one the stat came from, or be ahead of it. Answers the way to stop.
 */
export function readAclOf(
  { request, setTimer, clearTimer }: Pick<Surroundings, 'request' | 'setTimer' | 'clearTimer'>,
  { cluster, path, stat }: Asked,
  { taken, failed }: Hooks,
): () => void {
  const stop = new AbortController()
  let timer: TimerId | undefined
  const read = async (pause: number) => {
    try {
      const { signal } = stop
      const answer = await request('readAcl', {
        cluster,
        query: { path },
        signal,
      })
      if (signal.aborted) return
      taken(answer)
      if (answer.stat.czxid === stat.czxid && answer.stat.aversion === stat.aversion) return
      timer = setTimer(() => void read(Math.min(MOST_MS, pause * 2)), pause)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (!stop.signal.aborted) failed(error.problem)
    }
  }
  void read(AGAIN_MS)
  return () => {
    stop.abort()
    clearTimer(timer)
  }
}
