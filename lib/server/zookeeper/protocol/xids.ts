import { LAST_XID } from './opcodes'

/** Request ids: positive, and beginning anew before they leave 31 bits. */
export class Xids {
  #last: number

  constructor(last = 0) {
    this.#last = last
  }

  next(): number {
    this.#last = this.#last >= LAST_XID ? 1 : this.#last + 1
    return this.#last
  }
}
