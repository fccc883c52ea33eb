import { decodeLatin1, encodeLatin1 } from './latin1'
import { type Charset, TABLES, type TableCharset } from './names'
import { decodeTable, encodeTable } from './tables'
import { decodeText, encodeText, isWellFormed } from './utf8'
import { decodeUtf16, encodeUtf16 } from './utf16'
import { decodeUtf32, encodeUtf32 } from './utf32'

/**
 * The bytes as text; undefined where that text would not encode to the very same bytes, byte
 * order mark included.
 */
export function decodeAs(charset: Charset, bytes: Uint8Array): string | undefined {
  const text = decodeLoosely(charset, bytes)
  if (text === undefined || !isTable(charset)) return text
  const again = encodeTable(charset, text)
  const isSame = again?.length === bytes.length && again.every((byte, at) => byte === bytes[at])
  return isSame ? text : undefined
}

/** The bytes as text, even where it would be written back in other bytes; undefined for none. */
export function decodeLoosely(charset: Charset, bytes: Uint8Array): string | undefined {
  switch (charset) {
    case 'utf-8':
      return decodeText(bytes)
    case 'utf-16le':
    case 'utf-16be':
      return decodeUtf16(charset, bytes)
    case 'utf-32le':
    case 'utf-32be':
      return decodeUtf32(charset, bytes)
    case 'latin1':
      return decodeLatin1(bytes)
    default:
      return decodeTable(charset, bytes)
  }
}

/** The inverse of `decodeAs`; undefined where the charset has no bytes for a character. */
export function encodeAs(charset: Charset, text: string): Uint8Array | undefined {
  switch (charset) {
    case 'utf-8':
      return isWellFormed(text) ? encodeText(text) : undefined
    case 'utf-16le':
    case 'utf-16be':
      return encodeUtf16(charset, text)
    case 'utf-32le':
    case 'utf-32be':
      return encodeUtf32(charset, text)
    case 'latin1':
      return encodeLatin1(text)
    default:
      return encodeTable(charset, text)
  }
}

/** Where the first character stands that the charset has no bytes for; undefined for none. */
export function unencodableAt(charset: Charset, text: string): number | undefined {
  if (encodeAs(charset, text)) return undefined
  let at = 0
  for (const char of text) {
    if (!encodeAs(charset, char)) return at
    at += char.length
  }
  return undefined
}

function isTable(charset: Charset): charset is TableCharset {
  return TABLES.some((each) => each === charset)
}
