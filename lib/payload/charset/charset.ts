import { decodeText, encodeText, isWellFormed } from '@/lib/payload/text'
import { decodeGbk, encodeGbk } from './gbk'
import { decodeLatin1, encodeLatin1 } from './latin1'
import { decodeUtf16, encodeUtf16 } from './utf16'

/** The encodings that a person may read a value's bytes in. */
export const CHARSETS = ['utf-8', 'utf-16le', 'utf-16be', 'gbk', 'latin1'] as const

export type Charset = (typeof CHARSETS)[number]

/**
 * The bytes as text; undefined where that text would not encode to the very same bytes, byte
 * order mark included.
 */
export function decodeAs(charset: Charset, bytes: Uint8Array): string | undefined {
  switch (charset) {
    case 'utf-8':
      return decodeText(bytes)
    case 'utf-16le':
    case 'utf-16be':
      return decodeUtf16(charset, bytes)
    case 'gbk':
      return decodeGbk(bytes)
    case 'latin1':
      return decodeLatin1(bytes)
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
    case 'gbk':
      return encodeGbk(text)
    case 'latin1':
      return encodeLatin1(text)
  }
}
