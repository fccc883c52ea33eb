import { decode, ExtData } from '@msgpack/msgpack'
import { MAX_DEPTH, type Structure } from './structure'

/** What a MessagePack value says; undefined where the bytes are not exactly one map or list. */
export function readMsgpack(bytes: Uint8Array): Structure | undefined {
  const [first = 0] = bytes
  if (!isContainer(first)) return undefined
  try {
    return structureOf(decode(bytes, { useBigInt64: true, mapKeyConverter: String }), 0)
  } catch {
    return undefined
  }
}

/** A single number or string would make every other value MessagePack. */
function isContainer(byte: number): boolean {
  return (byte >= 0x80 && byte <= 0x9f) || (byte >= 0xdc && byte <= 0xdf)
}

function structureOf(value: unknown, depth: number): Structure {
  if (depth > MAX_DEPTH) throw new RangeError('too deep')
  if (Array.isArray(value)) return { items: value.map((item) => structureOf(item, depth + 1)) }
  if (value instanceof Uint8Array) return bytesOf(value)
  if (value instanceof ExtData) return { text: `extension ${value.type}` }
  if (value instanceof Date) return { text: value.toISOString() }
  if (typeof value === 'object' && value !== null)
    return {
      fields: Object.entries(value).map(([key, item]) => [key, structureOf(item, depth + 1)]),
    }
  return { text: typeof value === 'string' ? JSON.stringify(value) : String(value) }
}

function bytesOf(value: Uint8Array): Structure {
  return { bytes: value }
}
