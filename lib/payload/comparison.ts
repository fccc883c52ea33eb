import { tryUnpack } from './compression/pack'
import { fromHexText, toHexDump } from './hex-text'
import type { Lens, Refusal, Writing } from './lens'
import { lookThrough, writeThrough } from './through'

/** Two values as texts that can be compared. */
export type Sides = {
  readonly before: string
  readonly after: string
  /** `bytes`: rows of hex and ASCII, because one side is not text. */
  readonly kind: 'text' | 'bytes'
}

/** What was and what shall be. */
export type Comparison = Sides & {
  /** What would be stored, or why nothing can. */
  readonly made: Writing
}

/** Compares `text`, written through `lens`, with the `original` it takes the place of. */
export async function compareThrough(
  lens: Lens,
  text: string,
  original: Uint8Array | null,
): Promise<Comparison> {
  const made = await writeThrough(lens, text, original)
  const seen = lens.charset === 'hex' ? undefined : await lookThrough(lens, original)
  if (seen?.ok) return { before: seen.text, after: text, kind: 'text', made }
  const before = await unpackedOr(lens, original)
  const after = lens.charset === 'hex' ? fromHexText(text) : made.ok ? made.data : null
  return { before: toHexDump(before), after: toHexDump(after ?? NOTHING), kind: 'bytes', made }
}

const NOTHING = new Uint8Array()

async function unpackedOr({ packing }: Lens, data: Uint8Array | null): Promise<Uint8Array> {
  if (!data) return NOTHING
  const unpacked: Uint8Array | Refusal = packing ? await tryUnpack(packing, data) : data
  return unpacked instanceof Uint8Array ? unpacked : data
}
