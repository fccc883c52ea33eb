import type { Environment } from '@/lib/api/cluster'
import type { ValueSchema } from '@/lib/server/schemas/value-schema'
import type { SessionOptions } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import type { KeptValues, RecordedPaths } from '@/lib/znode/recording'

/** One configured ensemble. Made by `lib/server/settings` from the environment or a file. */
export type ClusterConfig = {
  readonly id: string
  readonly name: string
  /** What it is for, on the screen in words and colour. */
  readonly environment?: Environment
  /** How its sessions are opened: servers, chroot, timeouts, credentials, limits. */
  readonly session: SessionOptions
  /** Vivarium refuses every write to it. */
  readonly readOnly: boolean
  /** A write has to say why. */
  readonly requireReason?: boolean
  /** What values at some paths have to look like. */
  readonly schemas?: readonly ValueSchema[]
  /** Subtrees in which every write is refused. */
  readonly protectedPaths: readonly ZnodePath[]
  readonly history: HistoryScope
}

/** What is recorded of a cluster. */
export type HistoryScope = RecordedPaths &
  KeptValues & {
    /** Read what is in `include` before it changes: costs a walk of it at each start. */
    readonly baseline: boolean
    /** Changes are kept for so long (ms), or shorter where there is no room for them. */
    readonly keptMs?: number
  }
