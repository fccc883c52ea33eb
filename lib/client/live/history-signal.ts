/** Tells the histories on the screen when there may be more to read. */
export class RecordedNews {
  readonly #listeners = new Set<() => void>()
  readonly #watchedChanged: () => void
  #isCovered = false

  /** `watchedChanged`: the first history came, or the last one went. */
  constructor(watchedChanged: () => void) {
    this.#watchedChanged = watchedChanged
  }

  get isWatched(): boolean {
    return this.#listeners.size > 0
  }

  /** Answers the way to stop. */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener)
    if (this.#listeners.size === 1) this.#change()
    return () => {
      this.#listeners.delete(listener)
      if (!this.isWatched) this.#change()
    }
  }

  /** The server knows of the histories: what came before that was not told. */
  covered(): void {
    if (!this.#isCovered) this.tell()
    this.#isCovered = this.isWatched
  }

  tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }

  #change(): void {
    this.#isCovered = false
    this.#watchedChanged()
  }
}
