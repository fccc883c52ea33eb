import { isReadable } from '@/lib/payload/charset/utf8'
import { decodeAs, decodeLoosely } from './charset/charset'
import { declaredIn } from './charset/declared'
import type { Charset } from './charset/names'
import { type Compression, isCompression, type PackRefusal } from './compression/compression'
import { detect, type Format, type Payload } from './detect'
import { jsonTokens } from './json/tokens'
import type { Lens } from './lens'
import { packedFormat } from './magic'
import { formatOfText } from './text-format'
import type { TextFormat } from './text-formats'

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
  /** Text that is shown and not edited: written back, it would have other bytes. */
  readonly glimpse?: string
  /** Why it is not text, where it is not. */
  readonly refusal?:
    | 'binary'
    | 'invalid-utf8'
    | 'not-in-charset'
    | 'not-exact'
    | 'unknown-charset'
    | PackRefusal
  /** The encoding that the value itself names. */
  readonly declared?: string
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
  const found = detect(bytes, name)
  const read = readText(bytes, found, choice)
  if (read.text === undefined)
    return {
      lens: { packing, charset: 'hex' },
      bytes,
      ...read,
      format: choice.format ?? found.format,
    }
  const { text, charset, declared } = read
  const detected = charset === 'utf-8' ? found.format : formatOfText(text, name)
  const format = choice.format ?? detected
  const isJson = format === 'json' && jsonTokens(text) !== undefined
  return { lens: { packing, charset }, format, bytes, text, isJson, declared }
}

type ReadText =
  | { readonly text: string; readonly charset: Charset; readonly declared: string | undefined }
  | (Pick<Reading, 'glimpse' | 'refusal' | 'declared'> & { readonly text?: undefined })

/** Reads text in the charset that was chosen or that the bytes tell, else in UTF-8. */
function readText(bytes: Uint8Array, found: Payload, choice: ReadingChoice): ReadText {
  const isPlain = found.text !== undefined || found.format === 'binary'
  const told = isPlain && !choice.charset ? declaredIn(bytes, found.text !== undefined) : {}
  const { charset: declared, name } = told
  if (choice.charset) return readAs(bytes, choice.charset) ?? refusedAs(bytes, choice.charset)
  const isOther = declared !== undefined && declared !== 'utf-8'
  const read = isOther ? readAs(bytes, declared) : undefined
  if (read?.text !== undefined && isReadable(read.text)) return { ...read, declared: name }
  if (found.text !== undefined) return { text: found.text, charset: 'utf-8', declared: name }
  if (isOther) return { ...refusedAs(bytes, declared), declared: name }
  if (name !== undefined && !declared) return { refusal: 'unknown-charset', declared: name }
  return { refusal: found.refusal ?? 'binary' }
}

function readAs(bytes: Uint8Array, charset: Charset) {
  const text = decodeAs(charset, bytes)
  return text === undefined ? undefined : { text, charset, declared: undefined }
}

/** Bytes that are no text in that charset, or one that would be written back in other bytes. */
function refusedAs(bytes: Uint8Array, charset: Charset) {
  const text = decodeLoosely(charset, bytes)
  if (text === undefined || !isReadable(text)) return { refusal: 'not-in-charset' } as const
  return { refusal: 'not-exact', glimpse: text } as const
}

const BYTES: Lens = { packing: null, charset: 'hex' }

function readBlank({ packing, bytes }: Unpacked, { charset = 'utf-8' }: ReadingChoice): Reading {
  const lens = { packing, charset }
  return bytes ? { lens, format: 'empty', bytes, text: '' } : { lens, format: 'none', bytes }
}
