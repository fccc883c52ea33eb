import ConnectionManager from 'node-zookeeper-client/lib/ConnectionManager.js'
import type { Failure } from '@/lib/znode/cause'
import { ZnodeError } from '@/lib/znode/znode-error'
import { type Operation, tooLarge } from './requests'

const { STATES } = ConnectionManager

type Standing = { readonly state: number; readonly failure: Failure | null }

/** Why an operation is not taken as things stand; undefined when it is. */
export function refusalOf(
  { path, valueBytes, writes }: Operation<unknown>,
  { state, failure }: Standing,
  maxValueBytes: number,
): ZnodeError | undefined {
  if (valueBytes > maxValueBytes) return tooLarge(path, valueBytes, maxValueBytes)
  const refused = (code: 'auth-failed' | 'not-live', detail: string) =>
    new ZnodeError(code, path, { detail })
  switch (state) {
    case STATES.AUTHENTICATION_FAILED:
      return refused('auth-failed', failure?.detail ?? '')
    case STATES.CLOSING:
    case STATES.CLOSED:
      return refused('not-live', 'The session is closed')
    case STATES.CONNECTED:
      return undefined
    case STATES.CONNECTED_READ_ONLY:
      return writes
        ? refused('not-live', 'The server has no quorum and serves reads only')
        : undefined
    default:
      return writes ? refused('not-live', failure?.detail ?? 'Not connected yet') : undefined
  }
}
