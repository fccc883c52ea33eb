import { ZnodeError, type ZnodeErrorCode } from '@/lib/znode/znode-error'

export function isCode(error: unknown, code: ZnodeErrorCode): error is ZnodeError {
  return error instanceof ZnodeError && error.code === code
}

const OF_ONE_PATH: ReadonlySet<ZnodeErrorCode> = new Set([
  'invalid-path',
  'invalid-request',
  'too-large',
  'server-error',
])

/** Whether a refused read says something of its own znode, and nothing of the others. */
export function isOfOnePath(error: unknown): boolean {
  return error instanceof ZnodeError && OF_ONE_PATH.has(error.code)
}
