import { type Charset, decodeAs } from './charset/charset'
import { utf16Mark } from './charset/utf16'
import { type Compression, isCompression, type PackRefusal } from './compression/compression'
import { detect, type Format } from './detect'
import { jsonTokens } from './json/tokens'
import type { Lens } from './lens'
import { packedFormat } from './magic'
import { isReadable } from './text'
import { formatOfText, type TextFormat } from './text-format'

/** What a person chose in place of what was detected. */
export type ReadingChoice = {
  readonly format?: TextFormat
  readonly charset?: Charset
  /** Show a compressed value's own bytes. */
  readonly isStored?: boolean
}

/** A value's bytes, unpacked where they were packed. */
export type Unpacked = {
  readonly packing: Compression | null
  readonly bytes: Uint8Array | null
  /** Why `bytes` are still packed, where they are. */
  readonly refusal?: PackRefusal
}

/** What a value is to its reader. */
export type Reading = {
  readonly lens: Lens
  readonly format: Format
  readonly bytes: Uint8Array | null
  /** There exactly when it may be shown as text. */
  readonly text?: string
  /** It is valid JSON, which can be shown one member per line. */
  readonly isJson?: boolean
  /** Why it is not text, where it is not. */
  readonly refusal?: 'binary' | 'invalid-utf8' | 'not-in-charset' | PackRefusal
}

/** The compression that a value is shown without. */
export function packingOf(data: Uint8Array | null, choice: ReadingChoice): Compression | null {
  if (!data || choice.isStored) return null
  const packed = packedFormat(data)
  if (!packed || !isCompression(packed)) return null
  return detect(data).text === undefined ? packed : null
}

/** Reads a value as its reader chose to, or else as what it is found to be. */
export function readValue(value: Unpacked, name: string, choice: ReadingChoice): Reading {
  const { packing, bytes, refusal } = value
  if (refusal && packing) return { lens: BYTES, format: packing, bytes, refusal }
  if (!bytes?.length) return readBlank(value, choice)
  const charset = choice.charset ?? utf16Of(bytes) ?? 'utf-8'
  const found = detect(bytes, name)
  const text = charset === 'utf-8' ? found.text : decodeAs(charset, bytes)
  if (text === undefined) {
    const why = charset === 'utf-8' ? found.refusal : 'not-in-charset'
    return {
      lens: { packing, charset: 'hex' },
      format: found.format,
      bytes,
      refusal: why ?? 'binary',
    }
  }
  const detected = charset === 'utf-8' ? found.format : formatOfText(text, name)
  const format = choice.format ?? detected
  const isJson = format === 'json' && jsonTokens(text) !== undefined
  return { lens: { packing, charset }, format, bytes, text, isJson }
}

const BYTES: Lens = { packing: null, charset: 'hex' }

function readBlank({ packing, bytes }: Unpacked, { charset = 'utf-8' }: ReadingChoice): Reading {
  const lens = { packing, charset }
  return bytes ? { lens, format: 'empty', bytes, text: '' } : { lens, format: 'none', bytes }
}

/** UTF-16 announces itself by a byte order mark; nothing else but UTF-8 is ever guessed. */
function utf16Of(bytes: Uint8Array): Charset | undefined {
  const order = utf16Mark(bytes)
  const text = order && decodeAs(order, bytes)
  return text !== undefined && isReadable(text) ? order : undefined
}
