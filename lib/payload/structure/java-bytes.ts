import { ByteSource, NotReadable } from './byte-source'

/** Reads Java's DataOutput encodings; throws `NotReadable` where the bytes end or are not valid. */
export class JavaBytes extends ByteSource {
  /** How many bytes or elements follow, each of which takes a byte at least. */
  count(): number {
    const count = this.int()
    if (count < 0 || count > this.left) throw new NotReadable()
    return count
  }

  /** A text whose length takes two bytes. */
  utf(): string {
    return fromModifiedUtf8(this.take(this.short()))
  }

  /** A text whose length takes eight bytes. */
  longUtf(): string {
    const length = this.long()
    if (length < 0n || length > BigInt(this.left)) throw new NotReadable()
    return fromModifiedUtf8(this.take(Number(length)))
  }

  /** One value of a primitive type, by its letter in a field descriptor, as Java spells it. */
  primitive(type: string): string | undefined {
    switch (type) {
      case 'B':
        return `${this.view.getInt8(this.skip(1))}`
      case 'C':
        return JSON.stringify(String.fromCharCode(this.short()))
      case 'D':
        return this.double()
      case 'F':
        return this.float()
      case 'I':
        return `${this.int()}`
      case 'J':
        return `${this.long()}`
      case 'S':
        return `${this.view.getInt16(this.skip(2))}`
      case 'Z':
        return this.byte() === 0 ? 'false' : 'true'
      default:
        return undefined
    }
  }
}

/** Java writes each half of a surrogate pair by itself, and NUL as two bytes. */
function fromModifiedUtf8(bytes: Uint8Array): string {
  const units: string[] = []
  for (let at = 0; at < bytes.length; at += 1) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3)
    if (first < 0x80) units.push(String.fromCharCode(first))
    else if (first >> 5 === 0b110) {
      units.push(String.fromCharCode(((first & 0x1f) << 6) | (second & 0x3f)))
      at += 1
    } else if (first >> 4 === 0b1110) {
      const unit = ((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f)
      units.push(String.fromCharCode(unit))
      at += 2
    } else throw new NotReadable()
  }
  return units.join('')
}
