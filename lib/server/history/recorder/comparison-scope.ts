import type { Hex64 } from '@/lib/znode/zxid'

/** What is compared with what was recorded last, and since when. */
export type Comparing = {
  readonly era: number
  /** The moment up to which everything was recorded; undefined when nothing ever was. */
  readonly since: string | undefined
  /** Changes up to here happened while nobody recorded; null where that is not so. */
  readonly awayTo: Hex64 | null
  /** The ensemble's data went back, and this is the first comparison since. */
  readonly isReturn: boolean
  /** ms since 1970. */
  readonly now: () => number
}
