import { type Hex64, ZERO } from '@/lib/znode/zxid'

/** A power of two. */
const PLACES = 256

/** Spells 64-bit values as hex. Stats repeat a few of them, so that the last spellings are kept. */
export class HexSpeller {
  private readonly highs = new Uint32Array(PLACES)
  private readonly lows = new Uint32Array(PLACES)
  private readonly spellings: Hex64[] = new Array(PLACES).fill(ZERO)

  spell(high: number, low: number): Hex64 {
    const place = low & (PLACES - 1)
    const kept = this.spellings[place]
    if (kept !== undefined && this.lows[place] === low && this.highs[place] === high) return kept
    const spelling: Hex64 =
      high === 0
        ? `0x${low.toString(16)}`
        : `0x${high.toString(16)}${low.toString(16).padStart(8, '0')}`
    this.highs[place] = high
    this.lows[place] = low
    this.spellings[place] = spelling
    return spelling
  }
}
