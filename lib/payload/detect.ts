import { jsonTokens } from './json/tokens'
import { type PackedFormat, packedFormat } from './magic'
import { decodeText, isReadable } from './text'

export const TEXT_FORMATS = ['text', 'json', 'yaml', 'xml', 'properties', 'toml', 'ini'] as const

export type TextFormat = (typeof TEXT_FORMATS)[number]

export type Format = 'none' | 'empty' | TextFormat | PackedFormat | 'binary'

/** What a value is; `text` is there exactly when it may be shown and edited as text. */
export type Payload = {
  readonly format: Format
  readonly text?: string
  /** Why it is not text, where it is not. */
  readonly refusal?: 'binary' | 'invalid-utf8'
}

const SAMPLE_LINES = 400

/** Detects what `bytes` are. `name` is the znode's name: its extension settles a close call. */
export function detect(bytes: Uint8Array | null, name = ''): Payload {
  if (bytes === null) return { format: 'none' }
  if (bytes.length === 0) return { format: 'empty', text: '' }
  const text = decodeText(bytes)
  if (text !== undefined && isReadable(text)) return { format: formatOfText(text, name), text }
  const packed = packedFormat(bytes)
  if (packed) return { format: packed, refusal: 'binary' }
  return { format: 'binary', refusal: looksLikeText(bytes) ? 'invalid-utf8' : 'binary' }
}

/** Mostly printable ASCII: somebody meant it as text, in another encoding or damaged. */
function looksLikeText(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 4096)
  const printable = sample.filter((byte) => (byte > 31 && byte < 127) || byte === 9 || byte === 10)
  return printable.length * 10 >= sample.length * 8
}

/** What a text is written in. `name` is the znode's name: its extension settles a close call. */
export function formatOfText(text: string, name = ''): TextFormat {
  if (/^\ufeff?\s*[{[]/.test(text) && jsonTokens(text)) return 'json'
  if (/^\ufeff?\s*<[?!A-Za-z]/.test(text) && /> *\s*$/.test(text)) return 'xml'
  const lines = text.split(/\r?\n/, SAMPLE_LINES).filter((line) => line.trim() !== '')
  const extension = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase()
  if (extension === 'yaml' || extension === 'yml') return 'yaml'
  if (extension === 'toml') return 'toml'
  const isKeyed = isProperties(lines)
  if (isKeyed && lines.some((line) => SECTION.test(line)))
    return extension !== 'ini' && isToml(lines) ? 'toml' : 'ini'
  if (isKeyed && KEYED_EXTENSIONS.has(extension ?? '')) return 'properties'
  if (isYaml(lines)) return 'yaml'
  return isKeyed ? 'properties' : 'text'
}

const SECTION = /^\s*\[[^\]]+\]+\s*([#;].*)?$/
const KEYED_EXTENSIONS = new Set(['properties', 'conf', 'cfg', 'ini', 'env'])

/** Every value is spelled as TOML wants it: quoted, or a number, truth, date, list or table. */
function isToml(lines: readonly string[]): boolean {
  const values = lines.flatMap((line) => /^\s*[\w.\-"]+\s*=\s*(.*)$/.exec(line)?.[1] ?? [])
  return values.length > 0 && values.every((value) => /^(["'[{]|[+-]?\d|true|false)/.test(value))
}

function isYaml(lines: readonly string[]): boolean {
  if (/^(%YAML|---(\s|$))/.test(lines[0] ?? '')) return true
  const keyed = /^\s*(- )*["']?[\w.\-/ ]+["']?:(\s|$)/
  const known = lines.filter((line) => keyed.test(line) || /^\s*(- |-$|#)/.test(line))
  return (
    lines.length > 1 && known.length * 10 >= lines.length * 7 && lines.some((x) => keyed.test(x))
  )
}

function isProperties(lines: readonly string[]): boolean {
  const entries = lines.filter((line) => /^\s*[\w.\-[\]]+\s*=/.test(line))
  const comments = lines.filter((line) => /^\s*[#!;[]/.test(line))
  return entries.length > 0 && (entries.length + comments.length) * 10 >= lines.length * 8
}
