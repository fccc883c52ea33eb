import { CHARSETS, type Charset } from './charset/names'
import { COMPRESSIONS, type Compression, type PackRefusal } from './compression/compression'

/** How a value's bytes become the text that a person edits, and back: unpacked, then decoded. */
export type Lens = {
  readonly packing: Compression | null
  /** `hex`: the bytes themselves, written as digits. */
  readonly charset: Charset | 'hex'
}

export const PLAIN: Lens = { packing: null, charset: 'utf-8' }

/** The lens that `value` describes; undefined where it is none. */
export function toLens(value: unknown): Lens | undefined {
  const kept = new Map(Object.entries(value ?? {}))
  const charset = [...CHARSETS, 'hex' as const].find((each) => each === kept.get('charset'))
  const packing = COMPRESSIONS.find((each) => each === kept.get('packing')) ?? null
  return charset && { packing, charset }
}

/** Why a value cannot be seen or saved through a lens. */
export type Refusal = PackRefusal | 'not-in-charset' | 'unencodable' | 'not-hex' | 'changes-bytes'

export type Sight =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly refusal: Refusal }

export type Writing =
  | { readonly ok: true; readonly data: Uint8Array | null }
  | { readonly ok: false; readonly refusal: Refusal }
