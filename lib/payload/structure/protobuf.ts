import { decodeText, isReadable } from '@/lib/payload/charset/utf8'
import { MAX_DEPTH, MAX_VALUES, type Structure } from './structure'

const MAX_FIELD = 1_000

/**
 * The fields of bytes that read as a protobuf message, by number; undefined where they do not.
 * Without a schema this is a likeness: libraries decode by schema, so the wire is walked here.
 */
export function readProtobuf(bytes: Uint8Array): Structure | undefined {
  return bytes.length < 2 ? undefined : readMessage(bytes, { depth: 0, read: { values: 0 } })
}

/** How deep a message stands, and how many values of the whole were read, in vain ones too. */
type Progress = { readonly depth: number; readonly read: { values: number } }

function readMessage(bytes: Uint8Array, { depth, read }: Progress): Structure | undefined {
  if (depth > MAX_DEPTH) return undefined
  const wire = new Wire(bytes)
  const fields: [string, Structure][] = []
  while (!wire.isAtEnd) {
    const tag = wire.varint()
    const number = tag === undefined ? 0 : Number(tag >> 3n)
    if (tag === undefined || number < 1 || number > MAX_FIELD) return undefined
    read.values += 1
    if (read.values > MAX_VALUES) return undefined
    const value = readField(wire, Number(tag & 7n), { depth, read })
    if (!value) return undefined
    fields.push([`${number}`, value])
  }
  return { fields }
}

function readField(wire: Wire, type: number, progress: Progress): Structure | undefined {
  if (type === 0) return textOf(wire.varint())
  if (type === 1) return wire.fixed(8)
  if (type === 5) return wire.fixed(4)
  if (type !== 2) return undefined
  const length = wire.varint()
  const part = length === undefined ? undefined : wire.take(Number(length))
  return part && readPart(part, progress)
}

/** Length-delimited bytes are a text, a message or just bytes; text is the likelier reading. */
function readPart(part: Uint8Array, { depth, read }: Progress): Structure {
  const text = decodeText(part)
  if (text !== undefined && isReadable(text)) return { text: JSON.stringify(text) }
  return readMessage(part, { depth: depth + 1, read }) ?? { bytes: part }
}

function textOf(value: bigint | undefined): Structure | undefined {
  return value === undefined ? undefined : { text: `${value}` }
}

class Wire {
  private at = 0

  constructor(private readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.at === this.bytes.length
  }

  varint(): bigint | undefined {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.bytes[this.at]
      if (byte === undefined) return undefined
      this.at += 1
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
    return undefined
  }

  take(length: number): Uint8Array | undefined {
    if (length > this.bytes.length - this.at) return undefined
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }

  fixed(length: 4 | 8): Structure | undefined {
    const part = this.take(length)
    return part && { bytes: part }
  }
}
