import type { Operation } from '@/lib/server/zookeeper/protocol/requests'
import type { ShownFact } from '@/lib/server/zookeeper/session'
import type { Hex64 } from '@/lib/znode/zxid'
import type { Settle } from './pending-request'

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
