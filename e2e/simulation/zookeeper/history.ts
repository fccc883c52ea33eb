import type { ZnodePath } from '@/lib/znode/path'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'
import type { Transaction, Znode } from './znodes'

type State = { readonly zxid: Hex64; readonly znode: Znode | null }

/** Every state that every znode of one ensemble ever had: what is checked against. */
export class History {
  readonly #byPath = new Map<ZnodePath, State[]>()

  note({ zxid, after }: Transaction): void {
    for (const [path, znode] of after) {
      const states = this.#byPath.get(path)
      if (states) states.push({ zxid, znode })
      else this.#byPath.set(path, [{ zxid, znode }])
    }
  }

  /** The znode as it was at `zxid`; null: it did not exist. */
  at(path: ZnodePath, zxid: Hex64): Znode | null {
    const states = this.#byPath.get(path) ?? []
    return states[lastUpTo(states, zxid)]?.znode ?? null
  }

  /** The states of `path` after `since`, up to `until`, and the one before them. */
  between(path: ZnodePath, since: Hex64 | null, until: Hex64): Array<Znode | null> {
    const states = this.#byPath.get(path) ?? []
    const first = since === null ? -1 : lastUpTo(states, since)
    const before = first < 0 ? null : (states[first]?.znode ?? null)
    const inside = states.slice(first + 1, lastUpTo(states, until) + 1)
    return [before, ...inside.map(({ znode }) => znode)]
  }

  paths(): Iterable<ZnodePath> {
    return this.#byPath.keys()
  }

  /** When the data or the existence of `path` changed last; null: never. */
  lastChange(path: ZnodePath): Hex64 | null {
    const states = this.#byPath.get(path) ?? []
    for (let index = states.length - 1; index >= 0; index--) {
      const now = states[index]
      const mzxid = states[index - 1]?.znode?.stat.mzxid
      if (now && now.znode?.stat.mzxid !== mzxid) return now.zxid
    }
    return null
  }
}

function lastUpTo(states: readonly State[], zxid: Hex64): number {
  let low = 0
  let high = states.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const state = states[middle]
    if (state && compareHex(state.zxid, zxid) <= 0) low = middle + 1
    else high = middle
  }
  return low - 1
}
