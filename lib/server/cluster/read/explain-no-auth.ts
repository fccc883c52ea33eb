import { isCode } from '@/lib/server/cluster/is-code'
import type { Permission } from '@/lib/znode/acl'
import type { ZnodePath } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'

/** Says which permission on which znode was missing, where ZooKeeper only says “no”. */
export async function needing<T>(
  permission: Permission,
  path: ZnodePath,
  answer: Promise<T>,
): Promise<T> {
  try {
    return await answer
  } catch (cause) {
    if (!isCode(cause, 'no-auth')) throw cause
    throw missing(permission, path, { cause })
  }
}

/** The refusal of what needs a permission that we do not have. */
export function missing(
  permission: Permission,
  path: ZnodePath,
  options: ErrorOptions = {},
): ZnodeError {
  const detail = `The ACL of ${path} does not give us the “${permission}” permission`
  return new ZnodeError('no-auth', path, { detail, ...options })
}
