import type { ZnodePath } from '@/lib/znode/path'
import { isOlder, type Presence, readableStat } from '@/lib/znode/stat'
import { wentBack } from '@/lib/znode/went-back'
import { compareHex, type Hex64, laterOf, ZERO } from '@/lib/znode/zxid'

/** What is known of one znode (stat null: absent; `unreadable`: there, and hidden) and the ensemble's state that was true at. */
export type Fact = { readonly stat: Presence; readonly zxid: Hex64 }

/** Many times what fits on screens; the longest untouched goes first. Paths in UTF-16 code units. */
const CAPACITY = { entries: 20_000, length: 8_000_000 }

/** The facts of one cluster, by path; the larger zxid wins, so that the order does not matter. */
export class Facts {
  readonly #byPath = new Map<ZnodePath, Fact & { readonly epoch: number }>()
  readonly #capacity: typeof CAPACITY
  /** Of all paths. */
  #length = 0
  #epoch = 0
  /** The newest state of the ensemble that any fact was true at. */
  newest: Hex64 = ZERO

  constructor(capacity = CAPACITY) {
    this.#capacity = capacity
  }

  get(path: ZnodePath): Fact | undefined {
    return this.#byPath.get(path)
  }

  /** Takes the fact unless it would go backward (I2); says whether it was taken. */
  offer(path: ZnodePath, { stat, zxid }: Fact): boolean {
    const known = this.#byPath.get(path)
    if (known?.epoch === this.#epoch) {
      if (compareHex(zxid, known.zxid) < 0) return false
      const [before, after] = [readableStat(known.stat), readableStat(stat)]
      if (before && after && isOlder(after, before)) return false
    }
    this.newest = laterOf(this.newest, zxid)
    this.#forget(path)
    this.#byPath.set(path, { stat, zxid, epoch: this.#epoch })
    this.#length += path.length
    const { entries, length } = this.#capacity
    for (const oldest of this.#byPath.keys()) {
      if (this.#byPath.size <= entries && this.#length <= length) break
      this.#forget(oldest)
    }
    return true
  }

  /**
   * What an answer about `paths` may not be older than: the newest state that any of them is known
   * at, and `0x0`, which is to be read anew, where one is known of an ensemble that was replaced.
   * undefined where nothing is known.
   */
  floorOf(paths: readonly ZnodePath[]): Hex64 | undefined {
    let floor: Hex64 | undefined
    for (const path of paths) {
      const known = this.#byPath.get(path)
      if (known && known.epoch !== this.#epoch) return ZERO
      if (known) floor = laterOf(floor ?? ZERO, known.zxid)
    }
    return floor
  }

  #forget(path: ZnodePath): void {
    if (this.#byPath.delete(path)) this.#length -= path.length
  }

  /** Whether the fact proves that the ensemble's data is older now than it was. */
  provesReturn(path: ZnodePath, fact: Fact): boolean {
    const known = this.#byPath.get(path)
    return known?.epoch === this.#epoch && wentBack(known, fact)
  }

  /** Another ensemble: what is known stays until anything else is, however small its zxid. */
  supersede(): void {
    this.#epoch += 1
    this.newest = ZERO
  }
}
