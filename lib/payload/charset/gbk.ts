const FIRST_LEAD = 0x81
const LAST_LEAD = 0xfe
const FIRST_TRAIL = 0x40

let codes: ReadonlyMap<string, number> | undefined

/** Browsers decode GBK and do not encode it: the table is what their decoder says of each pair. */
function codeOf(char: string): number | undefined {
  codes ??= buildCodes()
  return codes.get(char)
}

function buildCodes(): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  const decoder = new TextDecoder('gbk', { fatal: true })
  for (let lead = FIRST_LEAD; lead <= LAST_LEAD; lead++)
    for (let trail = FIRST_TRAIL; trail <= LAST_LEAD; trail++)
      try {
        const char = decoder.decode(Uint8Array.of(lead, trail))
        if ([...char].length === 1 && !found.has(char)) found.set(char, (lead << 8) | trail)
      } catch {
        // No character has this pair.
      }
  return found
}

/** Undefined where the bytes are not GBK, or where another spelling would be written back. */
export function decodeGbk(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('gbk', { fatal: true }).decode(bytes)
    const again = encodeGbk(text)
    const isSame = again?.length === bytes.length && again.every((byte, at) => byte === bytes[at])
    return isSame ? text : undefined
  } catch {
    return undefined
  }
}

/** Undefined where GBK has no bytes for a character. */
export function encodeGbk(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length * 2)
  let length = 0
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    const pair = code < 0x80 ? code : codeOf(char)
    if (pair === undefined) return undefined
    if (pair > 0xff) bytes[length++] = pair >> 8
    bytes[length++] = pair & 0xff
  }
  return bytes.slice(0, length)
}
