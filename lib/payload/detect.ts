import { jsonTokens } from './json-tokens'
import { type PackedFormat, packedFormat } from './magic'
import { decodeText, isReadable } from './text'

export type TextFormat = 'json' | 'yaml' | 'xml' | 'properties' | 'text'

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
  if (text !== undefined && isReadable(text)) return { format: textFormat(text, name), text }
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

function textFormat(text: string, name: string): TextFormat {
  if (/^\ufeff?\s*[{[]/.test(text) && jsonTokens(text)) return 'json'
  if (/^\ufeff?\s*<[?!A-Za-z]/.test(text) && /> *\s*$/.test(text)) return 'xml'
  const lines = text.split(/\r?\n/, SAMPLE_LINES).filter((line) => line.trim() !== '')
  if (/\.ya?ml$/i.test(name)) return 'yaml'
  if (/\.(properties|conf|cfg|ini|env)$/i.test(name) && isProperties(lines)) return 'properties'
  if (isYaml(lines)) return 'yaml'
  return isProperties(lines) ? 'properties' : 'text'
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
