/** A place in a text that is read from its front to its end. */
export class TextCursor {
  at = 0

  constructor(readonly text: string) {}

  get isAtEnd(): boolean {
    return this.at >= this.text.length
  }

  sees(word: string): boolean {
    return this.text.startsWith(word, this.at)
  }

  /** Steps over `word` where it stands here. */
  take(word: string): boolean {
    if (!this.sees(word)) return false
    this.at += word.length
    return true
  }

  /** What a sticky `pattern` matches here; undefined for nothing. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0]
    if (!found) return undefined
    this.at += found.length
    return found
  }
}
