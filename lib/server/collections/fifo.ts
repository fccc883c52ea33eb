const COMPACT_ABOVE = 1024

/** First in, first out, in constant time per item. */
export class Fifo<T> {
  private items: T[] = []
  private head = 0

  get size(): number {
    return this.items.length - this.head
  }

  push(item: T) {
    this.items.push(item)
  }

  /** The item `index` places behind the head. */
  at(index: number): T | undefined {
    return this.items[this.head + index]
  }

  shift(): T | undefined {
    const item = this.items[this.head]
    if (this.head < this.items.length) this.head++
    if (this.head === this.items.length) this.clear()
    else if (this.head > COMPACT_ABOVE && this.head * 2 > this.items.length) {
      this.items = this.items.slice(this.head)
      this.head = 0
    }
    return item
  }

  /** Empties the queue and returns what was in it. */
  drain(): T[] {
    const rest = this.items.slice(this.head)
    this.clear()
    return rest
  }

  private clear() {
    this.items = []
    this.head = 0
  }
}
