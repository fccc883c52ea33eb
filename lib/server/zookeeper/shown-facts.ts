import type { ZnodePath } from '@/lib/znode/path'
import type { Presence } from '@/lib/znode/stat'
import type { Hex64 } from '@/lib/znode/zxid'
import type { Operation } from './operation'
import type { Settle } from './ticket'

/** What an answer shows of a znode: its stat (null: absent), true at `zxid`. */
export type ShownFact = { readonly path: ZnodePath; readonly stat: Presence; readonly zxid: Hex64 }

/** Tells what the answer shows of znodes before who asked hears of it. `newest`: zxid answered last. */
export function tellingFacts<T>(
  { path, writes, shows }: Operation<T>,
  settle: Settle<T>,
  newest: () => Hex64,
  tell: (fact: ShownFact) => void,
): Settle<T> {
  if (!shows) return settle
  return {
    resolve: (reply) => {
      for (const shown of shows(reply.value)) tell({ ...shown, zxid: reply.zxid })
      settle.resolve(reply)
    },
    reject: (error) => {
      if (!writes && error.code === 'no-node') tell({ path, stat: null, zxid: newest() })
      settle.reject(error)
    },
  }
}
