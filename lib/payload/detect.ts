import { decodeText, isReadable } from '@/lib/payload/charset/utf8'
import { type PackedFormat, packedFormat } from './magic'
import { formatOfText } from './text-format'
import type { TextFormat } from './text-formats'

export type Format = 'none' | 'empty' | TextFormat | PackedFormat | 'binary'

/** What a value is; `text` is there exactly when it may be shown and edited as text. */
export type Payload = {
  readonly format: Format
  readonly text?: string
  /** Why it is not text, where it is not. */
  readonly refusal?: 'binary' | 'invalid-utf8'
}

/** Detects what `bytes` are. `name` is the znode's name, which may promise a format. */
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
