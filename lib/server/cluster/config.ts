import type { SessionOptions } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'

/** One configured ensemble. Made by `lib/server/settings` from the environment or a file. */
export type ClusterConfig = {
  readonly id: string
  readonly name: string
  /** How its sessions are opened: servers, chroot, timeouts, credentials, limits. */
  readonly session: SessionOptions
  /** Vivarium refuses every write to it. */
  readonly readOnly: boolean
  /** Subtrees in which every write is refused. */
  readonly protectedPaths: readonly ZnodePath[]
}
