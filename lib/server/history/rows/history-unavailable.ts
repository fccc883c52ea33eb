import { StoreError } from '@/lib/server/store/database/store-error'
import { ZnodeError } from '@/lib/znode/znode-error'

/** What a failure of the store is to the person: `history-unavailable` and the reason. */
export function unavailable(path: string, cause: unknown): ZnodeError {
  if (cause instanceof ZnodeError) return cause
  if (!(cause instanceof StoreError)) return new ZnodeError('internal', path, { cause })
  return new ZnodeError('history-unavailable', path, { detail: cause.message, cause })
}
