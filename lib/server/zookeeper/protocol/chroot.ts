import { isWithin, type ZnodePath } from '@/lib/znode/path'

/** Translates between a session's paths and the server's, which lie below the chroot. */
export type Chroot = {
  readonly toServer: (path: ZnodePath) => string
  /** Undefined when the path lies outside the chroot. */
  readonly toSession: (path: string) => ZnodePath | undefined
}

export function chrootAt(root: ZnodePath): Chroot {
  if (root === '/') {
    return { toServer: (path) => path, toSession: (path) => path as ZnodePath }
  }
  return {
    toServer: (path) => (path === '/' ? root : root + path),
    toSession: (path) => {
      if (path === root) return '/' as ZnodePath
      return isWithin(path as ZnodePath, root) ? (path.slice(root.length) as ZnodePath) : undefined
    },
  }
}
