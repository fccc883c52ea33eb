import { BoundedMap, weightOf } from '@/lib/server/collections/bounded-map'
import { isFound, type Look } from '@/lib/server/history/rows/observation'
import type { ZnodePath } from '@/lib/znode/path'
import { isEphemeral, type Stat } from '@/lib/znode/stat'

type Met = Pick<Stat, 'czxid' | 'aversion'> & { readonly isEphemeral: boolean }

/** One that was gone before it was read: as far as anybody knows, an ephemeral. */
const UNREAD: Met = { isEphemeral: true, czxid: '0x0', aversion: 0 }
/** Forgotten ones are taken for never seen (I10). */
const CAPACITY = { entries: 50_000, bytes: 16_000_000, weight: weightOf }

/** What was read last of znodes that are not recorded: the end of an ephemeral is no deletion. */
export class MetZnodes {
  readonly #met = new BoundedMap<ZnodePath, Met>(CAPACITY)

  get(path: ZnodePath): Met | undefined {
    return this.#met.get(path)
  }

  /** Answers whether it is another one, or has another ACL, than when it was met before. */
  meet(path: ZnodePath, stat: Stat): boolean {
    const { czxid, aversion } = stat
    const before = this.#met.get(path)
    this.#met.set(path, { czxid, aversion, isEphemeral: isEphemeral(stat) })
    return before !== undefined && (before.czxid !== czxid || before.aversion !== aversion)
  }

  /** Keeps the ephemerals of these, and what is known of others up to date. */
  learn(looks: readonly Look[]): readonly Look[] {
    for (const { path, found } of looks.filter(isFound))
      if (isEphemeral(found.stat) || this.#met.has(path)) this.meet(path, found.stat)
    return looks
  }

  /** It was created, and gone before it was read. */
  miss(path: ZnodePath): void {
    this.#met.set(path, UNREAD)
  }

  forget(path: ZnodePath): void {
    this.#met.delete(path)
  }
}
