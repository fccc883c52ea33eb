/** Takes a line; null stands for one that was too long. */
export type OnLine = (line: string | null) => void

/** Cuts what comes in pieces into lines, in time and memory bounded by `maxLength` and the pieces. */
export class Lines {
  readonly #onLine: OnLine
  readonly #maxLength: number
  #rest = ''
  #isTooLong = false
  /** The first line; null before. */
  first: string | null = null
  /** Lines that were too long. */
  skipped = 0

  constructor(onLine: OnLine, maxLength: number) {
    this.#onLine = onLine
    this.#maxLength = maxLength
  }

  take(piece: string): void {
    let start = 0
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', start)) {
      this.#add(piece.slice(start, end))
      this.#tell()
      start = end + 1
    }
    this.#add(piece.slice(start))
  }

  end(): void {
    if (this.#rest !== '' || this.#isTooLong) this.#tell()
  }

  #add(part: string): void {
    this.#isTooLong ||= this.#rest.length + part.length > this.#maxLength
    this.#rest = this.#isTooLong ? '' : this.#rest + part
  }

  #tell(): void {
    const line = this.#isTooLong ? null : this.#rest
    if (this.#isTooLong) this.skipped += 1
    this.#rest = ''
    this.#isTooLong = false
    this.first ??= line ?? ''
    this.#onLine(line)
  }
}
