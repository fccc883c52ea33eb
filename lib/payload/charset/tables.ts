import type { TableCharset } from './names'

/**
 * ISO's own charsets that the Encoding Standard takes for those of Windows: their characters from
 * 0x80 to 0x9F are control characters.
 */
const LABELS: Partial<Record<TableCharset, string>> = {
  'iso-8859-9': 'windows-1254',
  'iso-8859-11': 'windows-874',
}

/** What the Encoding Standard lacks: the characters from 0x80 on. */
const OWN: Partial<Record<TableCharset, string>> = {
  ibm855:
    'ђЂѓЃёЁєЄѕЅіІїЇјЈљЉњЊћЋќЌўЎџЏюЮъЪаАбБцЦдДеЕфФгГ«»░▒▓│┤хХиИ╣║╗╝йЙ┐└┴┬├─┼кК╚╔╩╦╠═╬¤лЛмМнНоОп┘┌█▄Пя▀ЯрРсСтТуУжЖвВьЬ№\u00adыЫзЗшШэЭщЩчЧ§■\u00a0',
}

const MULTIBYTE: ReadonlySet<TableCharset> = new Set([
  'gb18030',
  'gbk',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
])

/** Decoded in one go: Chromium loses a character after some ten thousand that are none. */
const AT_ONCE = 190

/** Of the two codes of these, the later is the one in use, as the Encoding Standard says. */
const LATER_IN_BIG5 = '═╞╡╪十卅'

const LINE_END = 10
const UNKNOWN = '\ufffd'

const encoders = new Map<TableCharset, ReadonlyMap<string, Uint8Array>>()

/** Undefined where the bytes are no text of the charset. */
export function decodeTable(charset: TableCharset, bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return ''
  try {
    const own = OWN[charset]
    if (own) return decodeOwn(own, bytes)
    const label = LABELS[charset]
    const options = { fatal: true, ignoreBOM: true }
    if (!label) return new TextDecoder(charset, options).decode(bytes)
    const text = new TextDecoder(label, { ignoreBOM: true }).decode(bytes)
    const parts = Array.from(bytes, (byte, at) =>
      byte >= 0x80 && byte < 0xa0 ? String.fromCharCode(byte) : (text[at] ?? UNKNOWN),
    )
    return parts.includes(UNKNOWN) ? undefined : parts.join('')
  } catch {
    return undefined
  }
}

function decodeOwn(chars: string, bytes: Uint8Array): string {
  const spell = (byte: number) => (byte < 0x80 ? String.fromCharCode(byte) : chars[byte - 0x80])
  return Array.from(bytes, spell).join('')
}

/** Undefined where the charset has no bytes for a character. */
export function encodeTable(charset: TableCharset, text: string): Uint8Array | undefined {
  const codes = encoderOf(charset)
  const bytes = new Uint8Array(text.length * 4)
  let length = 0
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    if (code < 0x80) {
      bytes[length++] = code
      continue
    }
    const found = codes.get(char) ?? (charset === 'gb18030' ? fourBytes(code) : undefined)
    if (!found) return undefined
    bytes.set(found, length)
    length += found.length
  }
  return bytes.slice(0, length)
}

function encoderOf(charset: TableCharset): ReadonlyMap<string, Uint8Array> {
  const known = encoders.get(charset)
  if (known) return known
  const made = isSupported(charset) ? makeEncoder(charset) : new Map<string, Uint8Array>()
  encoders.set(charset, made)
  return made
}

/** All browsers know all of them; Node's decoder lacks one. */
function isSupported(charset: TableCharset): boolean {
  try {
    return OWN[charset] !== undefined || new TextDecoder(LABELS[charset] ?? charset) !== undefined
  } catch {
    return false
  }
}

/** The first bytes that are decoded to a character are the ones it is written in. */
function makeEncoder(charset: TableCharset): ReadonlyMap<string, Uint8Array> {
  const codes = new Map<string, Uint8Array>()
  for (const group of sequencesOf(charset))
    for (let from = 0; from < group.length; from += AT_ONCE)
      addCodes(codes, charset, group.slice(from, from + AT_ONCE))
  return codes
}

function addCodes(
  codes: Map<string, Uint8Array>,
  charset: TableCharset,
  group: ReadonlyArray<readonly number[]>,
): void {
  const chars = decodeEach(charset, group)
  for (const [index, sequence] of group.entries()) {
    const char = chars[index] ?? ''
    const isOne = [...char].length === 1 && char !== UNKNOWN
    const isLater = charset === 'big5' && LATER_IN_BIG5.includes(char)
    if (isOne && (isLater || !codes.has(char))) codes.set(char, Uint8Array.from(sequence))
  }
}

/** What each of many sequences says: decoded in one go, parted by line ends. */
function decodeEach(charset: TableCharset, group: ReadonlyArray<readonly number[]>): string[] {
  const own = OWN[charset]
  if (own) return [...own]
  const label = LABELS[charset]
  const joined = Uint8Array.from(group.flatMap((sequence) => [...sequence, LINE_END]))
  const texts = new TextDecoder(label ?? charset, { ignoreBOM: true }).decode(joined).split('\n')
  if (!label) return texts
  return group.map(([byte = 0], at) =>
    byte < 0xa0 ? String.fromCharCode(byte) : (texts[at] ?? UNKNOWN),
  )
}

/** All sequences that may be a character, those to be preferred in an earlier group. */
function* sequencesOf(charset: TableCharset): Generator<number[][]> {
  yield range(0x80, 0xff).map((byte) => [byte])
  if (!MULTIBYTE.has(charset)) return
  const isRare = (lead: number) =>
    (charset === 'shift_jis' && (lead === 0xed || lead === 0xee)) ||
    (charset === 'big5' && lead < 0xa1)
  const leads = range(0x81, 0xfe)
  yield pairs(leads.filter((lead) => !isRare(lead)))
  yield pairs(leads.filter(isRare))
  if (charset === 'euc-jp') yield pairs(range(0xa1, 0xfe)).map((pair) => [0x8f, ...pair])
  if (charset === 'gb18030') yield range(0, LAST_OF_PLANE).map(atPointer)
}

function pairs(leads: readonly number[]): number[][] {
  return leads.flatMap((lead) => range(0x40, 0xfe).map((trail) => [lead, trail]))
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** Four-byte sequences of GB 18030 count on; those beyond the basic plane follow its characters. */
const LAST_OF_PLANE = 39_419
const FIRST_BEYOND = 189_000

function fourBytes(code: number): Uint8Array | undefined {
  return code < 0x10000 ? undefined : Uint8Array.from(atPointer(FIRST_BEYOND + code - 0x10000))
}

function atPointer(pointer: number): number[] {
  return [
    0x81 + Math.floor(pointer / 12_600),
    0x30 + (Math.floor(pointer / 1_260) % 10),
    0x81 + (Math.floor(pointer / 10) % 126),
    0x30 + (pointer % 10),
  ]
}
