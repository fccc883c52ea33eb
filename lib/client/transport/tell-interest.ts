import type { setInterest } from '@/lib/api/events'
import type { AnswerOf, BodyOf } from '@/lib/api/operation'
import type { ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'
import { ApiError, problemOf, type Request } from './request'

/** What is on the screen. */
export type Interest = {
  readonly nodes: readonly ZnodePath[]
  readonly parents: readonly ZnodePath[]
  readonly timeline: ZnodePath | null
  /** A history is on the screen. */
  readonly history?: boolean | undefined
  /** The newest state of what is on the screen and not covered yet; see the API. */
  readonly floor?: Hex64
}

export type InterestAnswer = AnswerOf<typeof setInterest>

/** Which stream is told, over which of its connections; `turn` grows with each telling. */
export type Address = {
  readonly stream: string
  readonly connection: string | undefined
  readonly turn: number
}

/** Something else than Vivarium answered. */
const NO_ANSWER = problemOf('server-error', 502, true)

/** Tells the server once what is on the screen. Fails with `ApiError`, also if something else answered. */
export async function tellInterest(
  request: Request,
  cluster: string,
  address: Address,
  interest: Interest,
): Promise<InterestAnswer> {
  const answer = await request('setInterest', {
    cluster,
    body: bodyOf(address, interest),
  })
  if (!isAnswer(answer)) throw new ApiError(NO_ANSWER)
  return answer
}

function bodyOf(address: Address, interest: Interest): BodyOf<typeof setInterest> {
  const { nodes, parents } = interest
  return { ...interest, ...address, nodes: [...nodes], parents: [...parents] }
}

/** What comes between may answer in Vivarium's place. */
function isAnswer(answer: Partial<InterestAnswer> | null): answer is InterestAnswer {
  const { zxid, stats, notFollowed } = answer ?? {}
  return /^0x[0-9a-f]+$/.test(zxid ?? '') && Array.isArray(stats) && Array.isArray(notFollowed)
}
