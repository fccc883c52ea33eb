import { decodeText } from '@/lib/payload/charset/utf8'
import { ByteSource, NotReadable } from './byte-source'
import { MAX_DEPTH, MAX_VALUES, type Structure } from './structure'

/** What a MessagePack value says; undefined where the bytes are not exactly one map or list. */
export function readMsgpack(bytes: Uint8Array): Structure | undefined {
  const [first = 0] = bytes
  if (!isContainer(first)) return undefined
  try {
    const reader = new MsgpackReader(bytes)
    const value = reader.value(0)
    return reader.left === 0 ? value : undefined
  } catch (error) {
    if (error instanceof NotReadable) return undefined
    throw error
  }
}

/** A single number or string would make every other value MessagePack. */
function isContainer(byte: number): boolean {
  return (byte >= 0x80 && byte <= 0x9f) || (byte >= 0xdc && byte <= 0xdf)
}

const TIMESTAMP = -1

class MsgpackReader extends ByteSource {
  #values = 0

  constructor(bytes: Uint8Array) {
    super(bytes, 0)
  }

  value(depth: number): Structure {
    this.#values += 1
    if (depth > MAX_DEPTH || this.#values > MAX_VALUES) throw new NotReadable()
    const head = this.byte()
    if (head < 0x80) return { text: `${head}` }
    if (head < 0x90) return this.#map(head & 0x0f, depth)
    if (head < 0xa0) return this.#list(head & 0x0f, depth)
    if (head < 0xc0) return this.#text(head & 0x1f)
    if (head >= 0xe0) return { text: `${head - 256}` }
    return this.#sized(head, depth)
  }

  #sized(head: number, depth: number): Structure {
    if (head <= 0xc3) return { text: ['null', '', 'false', 'true'][head - 0xc0] || unused() }
    if (head <= 0xc6) return { bytes: this.take(this.#length(head - 0xc4)) }
    if (head <= 0xc9) return this.#extension(this.#length(head - 0xc7))
    if (head === 0xca) return { text: this.float() }
    if (head === 0xcb) return { text: this.double() }
    if (head <= 0xd3) return { text: `${this.#integer(head)}` }
    if (head <= 0xd8) return this.#extension(2 ** (head - 0xd4))
    if (head <= 0xdb) return this.#text(this.#length(head - 0xd9))
    if (head <= 0xdd) return this.#list(this.#length(head - 0xdb), depth)
    return this.#map(this.#length(head - 0xdd), depth)
  }

  /** A length of one, two or four bytes. */
  #length(power: number): number {
    if (power === 0) return this.byte()
    return power === 1 ? this.short() : this.int() >>> 0
  }

  #integer(head: number): number | bigint {
    switch (head) {
      case 0xcc:
        return this.byte()
      case 0xcd:
        return this.short()
      case 0xce:
        return this.int() >>> 0
      case 0xcf:
        return BigInt.asUintN(64, this.long())
      case 0xd0:
        return (this.byte() << 24) >> 24
      case 0xd1:
        return (this.short() << 16) >> 16
      case 0xd2:
        return this.int()
      default:
        return this.long()
    }
  }

  #text(length: number): Structure {
    const bytes = this.take(length)
    const text = decodeText(bytes)
    return text === undefined ? { bytes } : { text: JSON.stringify(text) }
  }

  #list(count: number, depth: number): Structure {
    this.#check(count)
    return { items: Array.from({ length: count }, () => this.value(depth + 1)) }
  }

  #map(count: number, depth: number): Structure {
    this.#check(count * 2)
    const fields = Array.from({ length: count }, (): [string, Structure] => {
      const key = this.value(depth + 1)
      return [spellKey(key), this.value(depth + 1)]
    })
    return { fields }
  }

  /** Each value takes a byte at least: no room is made for more than there can be. */
  #check(count: number): void {
    if (count > this.left || count > MAX_VALUES) throw new NotReadable()
  }

  #extension(length: number): Structure {
    const type = (this.byte() << 24) >> 24
    const data = this.take(length)
    return { text: type === TIMESTAMP ? timeOf(data) : `extension ${type}` }
  }
}

function unused(): never {
  throw new NotReadable()
}

/** A key that is a text stands without quotes; one with a structure of its own as what it is. */
function spellKey(key: Structure): string {
  if (!('text' in key)) return 'bytes' in key ? `<${key.bytes.length} bytes>` : '{…}'
  return key.text.startsWith('"') ? JSON.parse(key.text) : key.text
}

/** A point in time of 4, 8 or 12 bytes. Throws `NotReadable` for any other number of them. */
function timeOf(data: Uint8Array): string {
  const source = new ByteSource(data, 0)
  const milliseconds = () => {
    if (data.length === 4) return (source.int() >>> 0) * 1_000
    if (data.length === 12) return (source.int() >>> 0) / 1e6 + Number(source.long()) * 1_000
    const both = BigInt.asUintN(64, source.long())
    return Number(both >> 34n) / 1e6 + Number(both & 0x3ffffffffn) * 1_000
  }
  if (![4, 8, 12].includes(data.length)) throw new NotReadable()
  const time = new Date(milliseconds())
  return Number.isNaN(time.getTime()) ? 'a time beyond the calendar' : time.toISOString()
}
