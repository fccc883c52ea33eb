import { compress } from 'snappyjs'
import { concat } from './bytes'
import { PackError } from './compression'
import { maskedCrc32c } from './crc32c'
import { decodeSnappyBlock, snappyHead } from './snappy-block'

/** `framed`: Snappy's own framing format; `xerial`: snappy-java's, which Kafka and Pinot write. */
type Framing = 'framed' | 'xerial'

const STREAM_ID = Uint8Array.of(0xff, 6, 0, 0, 0x73, 0x4e, 0x61, 0x50, 0x70, 0x59)
const XERIAL_HEADER = Uint8Array.of(
  0x82,
  0x53,
  0x4e,
  0x41,
  0x50,
  0x50,
  0x59,
  0,
  0,
  0,
  0,
  1,
  0,
  0,
  0,
  1,
)
/** How many bytes of that tell what it is; the rest are versions. */
const XERIAL_MAGIC = 8
const FRAME_BYTES = 65_536
const XERIAL_BYTES = 32_768
const COMPRESSED = 0
const STORED = 1
const FIRST_SKIPPABLE = 0x80

/** Unpacks Snappy in either framing. Throws `PackError` beyond `limit` bytes or for damaged data. */
export function unpackSnappy(bytes: Uint8Array, limit: number): Uint8Array {
  const parts: Uint8Array[] = []
  let left = limit
  const chunks = framingOf(bytes) === 'xerial' ? xerialChunks(bytes) : framedChunks(bytes)
  for (const { isStored, data, crc } of chunks) {
    const size = isStored ? data.length : snappyHead(data).size
    if (size > left) throw new PackError('too-large')
    if (crc !== undefined && size > FRAME_BYTES) throw new PackError('damaged')
    const part = isStored ? data : decodeSnappyBlock(data)
    if (crc !== undefined && maskedCrc32c(part) !== crc) throw new PackError('damaged')
    left -= part.length
    parts.push(part)
  }
  return concat(parts)
}

/** Packs as Snappy, framed as `like` is. */
export function packSnappy(bytes: Uint8Array, like: Uint8Array): Uint8Array {
  const isXerial = framingOf(like) === 'xerial'
  const step = isXerial ? XERIAL_BYTES : FRAME_BYTES
  const parts: Uint8Array[] = [isXerial ? XERIAL_HEADER : STREAM_ID]
  for (let at = 0; at < bytes.length; at += step) {
    const part = bytes.slice(at, at + step)
    const packed = compress(part)
    parts.push(isXerial ? xerialHead(packed) : frameHead(packed, part), packed)
  }
  return concat(parts)
}

function framingOf(bytes: Uint8Array): Framing {
  return bytes[0] === XERIAL_HEADER[0] ? 'xerial' : 'framed'
}

type Chunk = { readonly isStored: boolean; readonly data: Uint8Array; readonly crc?: number }

function* framedChunks(bytes: Uint8Array): Generator<Chunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!isSame(bytes.subarray(0, STREAM_ID.length), STREAM_ID)) throw new PackError('damaged')
  for (let at = STREAM_ID.length; at < bytes.length; ) {
    if (at + 4 > bytes.length) throw new PackError('damaged')
    const kind = view.getUint8(at)
    const end = at + 4 + (view.getUint32(at, true) >>> 8)
    if (end > bytes.length) throw new PackError('damaged')
    if (kind === COMPRESSED || kind === STORED) {
      if (end < at + 8) throw new PackError('damaged')
      const crc = view.getUint32(at + 4, true)
      yield { isStored: kind === STORED, data: bytes.subarray(at + 8, end), crc }
    } else if (kind < FIRST_SKIPPABLE) throw new PackError('damaged')
    else if (kind === STREAM_ID[0] && !isSame(bytes.subarray(at, end), STREAM_ID))
      throw new PackError('damaged')
    at = end
  }
}

function* xerialChunks(bytes: Uint8Array): Generator<Chunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const hasMagic = isSame(bytes.subarray(0, XERIAL_MAGIC), XERIAL_HEADER.subarray(0, XERIAL_MAGIC))
  if (!hasMagic || bytes.length < XERIAL_HEADER.length) throw new PackError('damaged')
  for (let at = XERIAL_HEADER.length; at < bytes.length; ) {
    if (at + 4 > bytes.length) throw new PackError('damaged')
    const end = at + 4 + view.getUint32(at)
    if (end > bytes.length) throw new PackError('damaged')
    yield { isStored: false, data: bytes.subarray(at + 4, end) }
    at = end
  }
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}

function frameHead(packed: Uint8Array, part: Uint8Array): Uint8Array {
  const head = new DataView(new ArrayBuffer(8))
  head.setUint32(0, ((packed.length + 4) << 8) | COMPRESSED, true)
  head.setUint32(4, maskedCrc32c(part), true)
  return new Uint8Array(head.buffer)
}

function xerialHead(packed: Uint8Array): Uint8Array {
  const head = new DataView(new ArrayBuffer(4))
  head.setUint32(0, packed.length)
  return new Uint8Array(head.buffer)
}
