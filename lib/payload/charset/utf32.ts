import { isWellFormed } from './utf8'

type Utf32 = 'utf-32le' | 'utf-32be'

/** Undefined where the bytes are not whole characters. */
export function decodeUtf32(order: Utf32, bytes: Uint8Array): string | undefined {
  if (bytes.length % 4 !== 0) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 4) {
    const code = view.getUint32(at, order === 'utf-32le')
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined
    parts.push(String.fromCodePoint(code))
  }
  return parts.join('')
}

/** Undefined for half a surrogate pair. */
export function encodeUtf32(order: Utf32, text: string): Uint8Array | undefined {
  if (!isWellFormed(text)) return undefined
  const codes = Array.from(text, (char) => char.codePointAt(0) ?? 0)
  const view = new DataView(new ArrayBuffer(codes.length * 4))
  for (const [index, code] of codes.entries()) view.setUint32(index * 4, code, order === 'utf-32le')
  return new Uint8Array(view.buffer)
}
