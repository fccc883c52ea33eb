import { decodeAs, encodeAs } from './charset/charset'
import { PackError } from './compression/compression'
import { pack, tryUnpack, unpack } from './compression/pack'
import { fromHexText, toHexText } from './hex-text'
import type { Lens, Sight, Writing } from './lens'
import { utf8Length } from './size'

const NOTHING = new Uint8Array()

/** Decodes unpacked bytes; undefined where the same bytes would not come back. */
export function decodeThrough({ charset }: Lens, bytes: Uint8Array): string | undefined {
  return charset === 'hex' ? toHexText(bytes) : decodeAs(charset, bytes)
}

/** The text that `data` shows through `lens`. */
export async function lookThrough(lens: Lens, data: Uint8Array | null): Promise<Sight> {
  const stored = data ?? NOTHING
  const bytes = lens.packing && data ? await tryUnpack(lens.packing, stored) : stored
  if (!(bytes instanceof Uint8Array)) return { ok: false, refusal: bytes }
  const text = decodeThrough(lens, bytes)
  return text === undefined ? { ok: false, refusal: 'not-in-charset' } : { ok: true, text }
}

/**
 * The bytes to store for `text`, written through `lens` in place of `original`. Text that was not
 * touched is the original, byte for byte; what would not read back the same is refused.
 */
export async function writeThrough(
  lens: Lens,
  text: string,
  original: Uint8Array | null,
): Promise<Writing> {
  const before = await lookThrough(lens, original)
  if (before.ok && before.text === text) return { ok: true, data: original }
  const bytes = lens.charset === 'hex' ? fromHexText(text) : encodeAs(lens.charset, text)
  if (!bytes) return { ok: false, refusal: lens.charset === 'hex' ? 'not-hex' : 'unencodable' }
  try {
    const data = lens.packing ? await pack(lens.packing, bytes, original ?? NOTHING) : bytes
    const isSame = await readsAs(lens, data, bytes)
    return isSame ? { ok: true, data } : { ok: false, refusal: 'changes-bytes' }
  } catch (error) {
    if (error instanceof PackError) return { ok: false, refusal: error.refusal }
    throw error
  }
}

/** Whether `data` unpacks to exactly `bytes`: no compressor is believed unseen. */
async function readsAs({ packing }: Lens, data: Uint8Array, bytes: Uint8Array): Promise<boolean> {
  if (!packing) return true
  const again = await unpack(packing, data)
  return again.length === bytes.length && again.every((byte, at) => byte === bytes[at])
}

/** How many bytes `text` has before it is packed. */
export function sizeThrough({ charset }: Lens, text: string): number {
  switch (charset) {
    case 'utf-8':
      return utf8Length(text)
    case 'hex':
      return Math.ceil(text.replaceAll(/\s+/g, '').length / 2)
    case 'utf-16le':
    case 'utf-16be':
      return text.length * 2
    case 'latin1':
      return text.length
    default:
      return encodeAs(charset, text)?.length ?? text.length * 2
  }
}
