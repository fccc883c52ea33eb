import { decodeText } from '@/lib/payload/charset/utf8'
import { detect } from '@/lib/payload/detect'
import { jsonBeginning } from '@/lib/payload/json/tokens'
import type { PackedFormat } from '@/lib/payload/magic'
import { formatOfText } from '@/lib/payload/text-format'
import type { TextFormat } from '@/lib/payload/text-formats'
import {
  type Member,
  type TopLevel,
  topOfIni,
  topOfJson,
  topOfProperties,
  topOfToml,
  topOfYaml,
  unquoted,
} from './keyed'
import { isNaming, looksSecret, namesSecret, withoutPassword } from './secrets'

/** What a value holds, in a line. Nothing in it is a secret that its name or shape gives away. */
export type Preview =
  | { readonly kind: 'none' | 'empty' | 'hidden' | 'binary' }
  /** The first line; `lines` undefined: there may be more than were read. */
  | { readonly kind: 'text'; readonly line: string; readonly lines: number | undefined }
  /** `isWhole`: there are no more than `count`. `shown`: some of them, with short values. */
  | {
      readonly kind: 'members' | 'tables' | 'sections'
      readonly count: number
      readonly isWhole: boolean
      readonly shown: readonly Member[]
    }
  | { readonly kind: 'items'; readonly count: number; readonly isWhole: boolean }
  | { readonly kind: 'number'; readonly value: string; readonly bytes: number }
  /** The name of an XML text's root. */
  | { readonly kind: 'element'; readonly name: string }
  | { readonly kind: 'packed'; readonly packing: PackedFormat }

/** The beginning of a value; `isWhole`: it is all of it. */
export type Beginning = {
  readonly bytes: Uint8Array | null
  readonly isWhole: boolean
  /** The znode's, which may promise a format. */
  readonly name: string
}

const MAX_LINE = 200
const MAX_SHORT = 40
const MAX_SHOWN = 3

/** What `beginning` says of its value. */
export function previewOf({ bytes, isWhole, name }: Beginning): Preview {
  if (!bytes) return { kind: 'none' }
  if (bytes.length === 0) return { kind: 'empty' }
  const found = detect(isWhole ? bytes : wholeCharacters(bytes))
  if (found.text !== undefined) return previewOfText(found.text, isWhole, name)
  if (isWhole && (bytes.length === 8 || bytes.length === 4)) return numberIn(bytes)
  const { format } = found
  return isPacked(format) ? { kind: 'packed', packing: format } : { kind: 'binary' }
}

const isPacked = (format: string): format is PackedFormat => !/^(none|empty|binary)$/.test(format)

/** A counter, as Curator and HBase store it: big-endian, with its sign. */
function numberIn(bytes: Uint8Array): Preview {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const value = bytes.length === 8 ? view.getBigInt64(0) : view.getInt32(0)
  return { kind: 'number', value: `${value}`, bytes: bytes.length }
}

/** Without the beginning of a character that was cut in two. */
function wholeCharacters(bytes: Uint8Array): Uint8Array {
  for (let cut = 0; cut < 4; cut += 1) {
    const part = bytes.subarray(0, bytes.length - cut)
    if (decodeText(part) !== undefined) return part
  }
  return bytes
}

function previewOfText(text: string, isWhole: boolean, name: string): Preview {
  const scalar = jsonString(text)
  const top = scalar === undefined ? topOf(text, isWhole, name) : undefined
  if (top) return toPreview(top, isWhole)
  const root = xmlRoot(text)
  if (root !== undefined) return { kind: 'element', name: root }
  if (looksSecret(firstLine(text))) return { kind: 'hidden' }
  const lines = isWhole ? text.trimEnd().split('\n').length : undefined
  const line = withoutPassword(scalar ?? firstLine(text)).slice(0, MAX_LINE)
  return { kind: 'text', line, lines }
}

/** What a value means that is a JSON string and nothing else. */
function jsonString(text: string): string | undefined {
  const { tokens, stop } = jsonBeginning(text)
  return !stop && tokens.length === 1 && tokens[0]?.kind === 'string'
    ? unquoted(tokens[0].text)
    : undefined
}

/** The first line with anything on it. */
function firstLine(text: string): string {
  return /\S.*/.exec(text.replace(/^\ufeff/, ''))?.[0].trimEnd() ?? ''
}

const READERS: Partial<Record<TextFormat, (text: string) => TopLevel | undefined>> = {
  yaml: topOfYaml,
  toml: topOfToml,
  properties: topOfProperties,
  ini: topOfIni,
}

function topOf(text: string, isWhole: boolean, name: string): TopLevel | undefined {
  if (/^\ufeff?\s*[{[]/.test(text)) {
    const { tokens, stop } = jsonBeginning(text)
    if (!stop || (!isWhole && tokens.length > 2)) return topOfJson(tokens)
  }
  const reader = READERS[formatOfText(text, name)]
  // The last line of a beginning may be cut.
  const top = reader?.(isWhole ? text : text.slice(0, text.lastIndexOf('\n') + 1))
  return top && (top.kind === 'items' || top.members.length > 0) ? top : undefined
}

function toPreview(top: TopLevel, isWhole: boolean): Preview {
  if (top.kind === 'items') return { ...top, isWhole }
  const told = top.members.filter(({ key }) => !namesSecret(key))
  if (told.length === 0 && top.members.length > 0) return { kind: 'hidden' }
  const isBesideName = top.members.some(
    ({ key, value }) => isNaming(key) && namesSecret(value ?? ''),
  )
  const short = isBesideName ? [] : told.filter(({ value }) => value !== null && isShort(value))
  const shown = (short.length > 0 ? short : told.map(({ key }) => ({ key, value: null })))
    .slice(0, MAX_SHOWN)
    .map(({ key, value }) => ({ key, value: value && withoutPassword(value) }))
  return { kind: top.kind, count: top.members.length, isWhole, shown }
}

const isShort = (value: string) =>
  value.trim() !== '' && value.length <= MAX_SHORT && !/\n/.test(value) && !looksSecret(value)

const BEFORE_ROOT =
  /^\ufeff?(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(?:\[[^\]]*\]\s*)?>)*/

function xmlRoot(text: string): string | undefined {
  const start = BEFORE_ROOT.exec(text)?.[0].length ?? 0
  return /^<([\p{L}_][\p{L}\p{N}_.:-]*)[\s/>]/u.exec(text.slice(start))?.[1]
}
