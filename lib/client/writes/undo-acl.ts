import type { LiveStore } from '@/lib/client/live/live-store'
import { request } from '@/lib/client/transport/request'
import type { ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'
import { type Outcome, outcomeOf, type Written } from './writes'

/** The recorded change whose ACL from before is put back, in place of the ACL that was seen. */
type Undoing = {
  readonly undoes: number
  readonly aversion: number
  readonly czxid: Hex64
  /** That Vivarium could not change it again was accepted. */
  readonly locksOut: boolean
  readonly reason?: string | undefined
  readonly attempt: string
}

/** Gives a znode the ACL from before a change. The browser never has its digests. */
export function undoAcl(
  store: LiveStore,
  path: ZnodePath,
  undoing: Undoing,
): Promise<Outcome<Written>> {
  return outcomeOf(async () => {
    const answer = await request('setAcl', {
      cluster: store.cluster,
      body: { path, ...undoing },
    })
    store.learn(answer.path, answer)
    return answer
  })
}
