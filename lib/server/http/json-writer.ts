import type { TimeShare } from './time-share'

/** A list of so many entries is written in portions. */
const LONG = 1_000
/** What a portion takes, and what an entry that is no text does (UTF-16 code units, about). */
const PORTION = 65_536
const ENTRY = 300

/**
 * Writes answers as JSON, in pieces. A long list takes many turns of the event loop, and people who
 * are answered with the same one share what was written of it.
 */
export class JsonWriter {
  readonly #share: TimeShare
  readonly #lists = new WeakMap<readonly unknown[], Promise<readonly string[]>>()

  constructor(share: TimeShare) {
    this.#share = share
  }

  async write(answer: unknown): Promise<readonly string[]> {
    if (!holdsLongList(answer)) return [await this.#share.run(() => JSON.stringify(answer))]
    const pieces: string[] = []
    let text = '{'
    for (const [name, value] of Object.entries(answer)) {
      if (value === undefined) continue
      text += `${text === '{' ? '' : ','}${JSON.stringify(name)}:`
      if (isLong(value)) {
        pieces.push(`${text}[`, ...(await this.#portionsOf(value)))
        text = ']'
      } else text += await this.#share.run(() => JSON.stringify(value))
    }
    return [...pieces, `${text}}`]
  }

  #portionsOf(list: readonly unknown[]): Promise<readonly string[]> {
    const known = this.#lists.get(list)
    if (known !== undefined) return known
    const written = this.#writeList(list)
    this.#lists.set(list, written)
    return written
  }

  async #writeList(list: readonly unknown[]): Promise<readonly string[]> {
    const portions: string[] = []
    for (let start = 0; start < list.length; ) {
      const end = endOfPortion(list, start)
      const text = await this.#share.run(() => JSON.stringify(list.slice(start, end)))
      portions.push(`${start === 0 ? '' : ','}${text.slice(1, -1)}`)
      start = end
    }
    return portions
  }
}

function isLong(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length >= LONG
}

function holdsLongList(answer: unknown): answer is object {
  return typeof answer === 'object' && answer !== null && Object.values(answer).some(isLong)
}

function endOfPortion(list: readonly unknown[], start: number): number {
  let end = start
  for (let size = 0; size < PORTION && end < list.length; end++) {
    const entry = list[end]
    size += typeof entry === 'string' ? entry.length : ENTRY
  }
  return end
}
