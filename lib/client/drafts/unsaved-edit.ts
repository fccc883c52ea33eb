import type { Lens } from '@/lib/payload/lens'
import type { Hex64 } from '@/lib/znode/zxid'

/** One state of a znode's data, as it was read. */
export type Version = {
  readonly data: Uint8Array | null
  readonly version: number
  readonly czxid: Hex64
}

/** What the person wrote, and what they saw when they began to. */
export type Mine = {
  readonly base: Version
  readonly text: string
  /** How `text` becomes bytes. */
  readonly lens: Lens
  /** The very bytes that `text` stands for, as long as it was not touched: an earlier value. */
  readonly exact?: Uint8Array | null | undefined
  /** The save of it that is under way, or of which it is not known what became. */
  readonly attempt?: string | undefined
  /** Why, as far as it was said. */
  readonly reason?: string | undefined
  /** ms since 1970, where it was kept from an earlier visit. */
  readonly restoredFrom?: number
}
