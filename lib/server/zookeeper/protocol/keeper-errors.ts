import { ZnodeError, type ZnodeErrorCode } from '@/lib/znode/znode-error'

/** ZooKeeper's error numbers (KeeperException.Code) that mean something to us. */
export const KEEPER = {
  badVersion: -103,
  noNode: -101,
  noAuth: -102,
  runtimeInconsistency: -2,
  authFailed: -115,
  notReadOnly: -119,
  noWatcher: -121,
  saslRequired: -124,
} as const

type Row = readonly [code: ZnodeErrorCode, detail?: string]

const CODES: ReadonlyMap<number, Row> = new Map<number, Row>([
  [-4, ['connection-lost']],
  [-6, ['unimplemented']],
  [-8, ['invalid-request', 'ZooKeeper refused the arguments']],
  [KEEPER.noNode, ['no-node']],
  [KEEPER.noAuth, ['no-auth']],
  [KEEPER.badVersion, ['bad-version']],
  [-108, ['no-children-for-ephemerals']],
  [-110, ['node-exists']],
  [-111, ['not-empty']],
  [-112, ['session-expired']],
  [-114, ['invalid-acl']],
  [KEEPER.authFailed, ['auth-failed']],
  [-118, ['session-moved']],
  [KEEPER.notReadOnly, ['not-live', 'The server has no quorum and serves reads only']],
  [-123, ['unimplemented', 'The server has this switched off']],
  [KEEPER.saslRequired, ['auth-failed', 'The server requires SASL authentication']],
  [-125, ['quota-exceeded']],
  [-127, ['throttled']],
])

/** The error for a number that a server answered; numbers unknown here are `server-error`. */
export function toZnodeError(keeperCode: number, path: string): ZnodeError {
  const row = CODES.get(keeperCode)
  if (!row) {
    const detail = `ZooKeeper answered error ${keeperCode}`
    return new ZnodeError('server-error', path, { keeperCode, detail })
  }
  const [code, detail] = row
  return new ZnodeError(code, path, detail ? { keeperCode, detail } : { keeperCode })
}
