import { tryUnpack } from './compression/pack'
import { toHexText } from './hex-text'
import { type Lens, PLAIN } from './lens'
import { packingOf, readValue } from './reading'

/** A stored value as an edit takes it up: its text, and how that becomes bytes again. */
export type EditableValue = { readonly lens: Lens; readonly text: string }

const DIGITS: Lens = { packing: null, charset: 'hex' }

/** Reads a stored value as its reader sees it, unpacked and decoded; else as digits of its bytes. */
export async function readForEdit(data: Uint8Array | null, name: string): Promise<EditableValue> {
  if (!data) return { lens: PLAIN, text: '' }
  const packing = packingOf(data, {})
  const bytes = packing ? await tryUnpack(packing, data) : data
  const { lens, text } =
    bytes instanceof Uint8Array ? readValue({ packing, bytes }, name, {}) : { lens: DIGITS }
  return text === undefined ? { lens: DIGITS, text: toHexText(data) } : { lens, text }
}
