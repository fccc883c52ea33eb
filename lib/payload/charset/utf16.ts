import { isWellFormed } from './utf8'

type Utf16 = 'utf-16le' | 'utf-16be'

/** Undefined for an odd number of bytes and for half a surrogate pair. */
export function decodeUtf16(order: Utf16, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(order, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Undefined for half a surrogate pair. */
export function encodeUtf16(order: Utf16, text: string): Uint8Array | undefined {
  if (!isWellFormed(text)) return undefined
  const view = new DataView(new ArrayBuffer(text.length * 2))
  for (let index = 0; index < text.length; index++)
    view.setUint16(index * 2, text.charCodeAt(index), order === 'utf-16le')
  return new Uint8Array(view.buffer)
}
