import type { Permission } from '@/lib/znode/acl'
import type { ZnodePath } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'
import { isCode } from './is-code'

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
    const detail = `The ACL of ${path} does not give us the “${permission}” permission`
    throw new ZnodeError('no-auth', path, { detail, cause })
  }
}
