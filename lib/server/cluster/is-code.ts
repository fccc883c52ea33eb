import { ZnodeError, type ZnodeErrorCode } from '@/lib/znode/znode-error'

export function isCode(error: unknown, code: ZnodeErrorCode): error is ZnodeError {
  return error instanceof ZnodeError && error.code === code
}
