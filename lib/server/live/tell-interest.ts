import type * as z from 'zod'
import type { setInterest } from '@/lib/api/events'
import type { AnswerOf } from '@/lib/api/operation'
import { judgeInterest } from '@/lib/server/live/subscribers/judge-interest'
import type { ZnodePath } from '@/lib/znode/path'
import type { LiveTree } from './live-tree'

type Teller = { readonly owner: string; readonly sees: (path: ZnodePath) => boolean }

/** Takes what a browser says is on its screen, as far as it can be followed. */
export async function tellInterest(
  live: Pick<LiveTree, 'setInterest'>,
  { stream, connection, floor, turn, ...looked }: z.output<typeof setInterest.body>,
  { owner, sees }: Teller,
): Promise<AnswerOf<typeof setInterest>> {
  const { interest, notFollowed } = judgeInterest(looked, sees)
  const told = { floor, turn, owner, connection }
  const { epoch, zxid, facts, notRead } = await live.setInterest(stream, interest, told)
  return {
    epoch,
    zxid,
    stats: [...facts].map(([path, fact]) => ({ path, ...fact })),
    notFollowed: [
      ...notFollowed,
      ...notRead.map((path) => ({ path, reason: 'not-read' as const })),
    ],
  }
}
