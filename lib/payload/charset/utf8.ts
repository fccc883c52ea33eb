const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const encoder = new TextEncoder()

/** The bytes as text, byte order mark included; undefined when they are not valid UTF-8. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes)
  } catch {
    return undefined
  }
}

/** The inverse of `decodeText`, exactly. */
export function encodeText(text: string): Uint8Array {
  return encoder.encode(text)
}

/** Whether `text` holds no half of a surrogate pair, for which no encoding has bytes. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

/** Control characters that no text file holds; tab, line feed, form feed, return and escape may. */
function isControl(code: number): boolean {
  return code < 9 || code === 11 || (code > 13 && code < 32 && code !== 27) || code === 127
}

/** Whether `text` reads as text: at most one control character in a hundred, and never a NUL. */
export function isReadable(text: string): boolean {
  let controls = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0) return false
    if (isControl(code)) controls += 1
  }
  return controls * 100 <= text.length
}

/**
 * The line separator an editor must split and join `text` by to give the same text back: CRLF only
 * where every break is one; else LF, so that a stray CR stays a character of its line.
 */
export function lineSeparatorOf(text: string): '\n' | '\r\n' {
  if (!text.includes('\r\n')) return '\n'
  return /\r(?!\n)|(?<!\r)\n/.test(text) ? '\n' : '\r\n'
}
