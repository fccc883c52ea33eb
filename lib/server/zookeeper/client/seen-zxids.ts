import { compareHex, type Hex64, laterOf, ZERO } from '@/lib/znode/zxid'

/** What the answers of one session said of where the ensemble stands. */
export class SeenZxids {
  #last: Hex64 | null = null
  /** The largest since `forget`. */
  newest: Hex64 = ZERO
  /** How often they went back since `forget`. */
  returns = 0

  /** `goesBack`: an earlier answer on the same connection carried a larger one. */
  note(zxid: Hex64, goesBack: boolean): void {
    // What went back already when the others were forgotten is no news.
    if (goesBack && this.#last !== null && compareHex(zxid, this.#last) < 0) this.returns += 1
    this.#last = zxid
    this.newest = laterOf(this.newest, zxid)
  }

  forget(): void {
    this.#last = null
    this.newest = ZERO
    this.returns = 0
  }
}
