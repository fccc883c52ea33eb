import {
  Z_NO_FLUSH,
  Z_STREAM_END,
  ZStream,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateReset,
} from 'pako'
import { concat } from './bytes'
import { PackError } from './compression'

/** `format`: the name that a CompressionStream has for it; `window`: zlib's name for both. */
const KINDS = {
  gzip: { format: 'gzip', window: 15 + 16 },
  zlib: { format: 'deflate', window: 15 },
} as const

type Deflated = keyof typeof KINDS

/** Unpacked at a time: no more is made before it is counted. */
const PIECE = 65_536

/**
 * Unpacks gzip, of several members too, or zlib; throws `PackError` beyond `limit` bytes and where
 * the data is damaged, cut or followed by anything else.
 */
export function inflate(kind: Deflated, bytes: Uint8Array, limit: number): Uint8Array<ArrayBuffer> {
  const stream = new ZStream()
  stream.input = bytes
  stream.avail_in = bytes.length
  zlibInflateInit2(stream, KINDS[kind].window)
  const parts: Uint8Array[] = []
  let size = 0
  for (;;) {
    const status = inflatePiece(stream)
    if (stream.next_out > 0) parts.push(stream.output.subarray(0, stream.next_out))
    size += stream.next_out
    if (size > limit) throw new PackError('too-large')
    if (status !== Z_STREAM_END) continue
    if (isPadding(bytes.subarray(stream.next_in), kind)) return concat(parts)
    if (kind === 'zlib') throw new PackError('damaged')
    zlibInflateReset(stream)
  }
}

function inflatePiece(stream: ZStream) {
  stream.output = new Uint8Array(PIECE)
  stream.next_out = 0
  stream.avail_out = PIECE
  const before = stream.avail_in
  const status = zlibInflate(stream, Z_NO_FLUSH)
  const isStuck = stream.next_out === 0 && stream.avail_in === before
  if (status < 0 || (status !== Z_STREAM_END && (status > 0 || isStuck)))
    throw new PackError('damaged')
  return status
}

/** gzip's files may be filled up with zeros, as tapes were; nothing may follow zlib's. */
function isPadding(rest: Uint8Array, kind: Deflated): boolean {
  return rest.length === 0 || (kind === 'gzip' && rest.every((byte) => byte === 0))
}

/** Packs as gzip or zlib. */
export async function deflate(
  kind: Deflated,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream(KINDS[kind].format))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}
