import { ZnodeError } from '@/lib/znode/znode-error'

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]

/** Deeper than any body of the API. */
const MAX_DEPTH = 32

/**
 * Throws `invalid-request` where a JSON text has more than `maxValues` values, or nests too deep:
 * parsing it, judging it and saying what is wrong with each of its values would take seconds of
 * the event loop. In the time of one look at each byte.
 */
export function guardShape(text: Buffer, maxValues: number): void {
  let values = 1
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const byte = text[at]
    if (byte === QUOTE) at = endOfString(text, at)
    else if (byte === COMMA) values += 1
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      values += 1
      depth += 1
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1
    if (values > maxValues) throw refusal(`The body may have ${maxValues} values at most`)
    if (depth > MAX_DEPTH) throw refusal(`The body may be nested ${MAX_DEPTH} deep at most`)
  }
}

/** Where the string that begins at `start` ends: its closing quote. */
function endOfString(text: Buffer, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== QUOTE) at += text[at] === BACKSLASH ? 2 : 1
  return at
}

function refusal(detail: string): ZnodeError {
  return new ZnodeError('invalid-request', '', { detail })
}
