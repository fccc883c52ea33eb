import type { AnswerOf } from '@/lib/api/operation'
import type { findWatchers as findOperation } from '@/lib/api/watchers'
import { ApiError, request } from '@/lib/client/transport/request'
import type { ZnodePath } from '@/lib/znode/path'

export type ServerWatchers = AnswerOf<typeof findOperation>['servers'][number]

/** Asks each server who else watches `path`; undefined where nobody can be asked. */
export async function findWatchers(
  cluster: string,
  path: ZnodePath,
): Promise<readonly ServerWatchers[] | undefined> {
  try {
    return (await request('findWatchers', { cluster, body: { path } })).servers
  } catch (error) {
    if (error instanceof ApiError) return undefined
    throw error
  }
}
