import { Zstd } from '@hpcc-js/wasm-zstd'
import { concat } from './bytes'
import { PackError } from './compression'
import { isSkippable, skippedLength } from './skippable'

const MAGIC = 0xfd2fb528

/** Bytes of the dictionary's id and of the content's size, by the flags that tell them. */
const ID_LENGTHS = [0, 1, 2, 4] as const
const SIZE_LENGTHS = [0, 2, 4, 8] as const

/** What no block unpacks to more than (RFC 8878 §3.1.1.2.4). */
const MOST_OF_BLOCK = 131_072

/** The decompressor's wrapper gives a frame without a size room for that many times its input. */
const ROOM_TIMES = 20

/** What a check by blocks may have room made for: the windows of all but the `--ultra` levels. */
const MOST_OF_WINDOW = 8_388_608

type Frame = {
  readonly length: number
  /** How far back it may reach. */
  readonly window: number
  /** As it is announced; undefined where it is not. */
  readonly size: number | undefined
  /** What it unpacks to at most. */
  readonly most: number
}

/**
 * Unpacks zstd frames. Each is measured by its headers before anything is made room for, then
 * unpacked by zstd itself, which is WebAssembly: a page's policy does not let it run, a worker's
 * does. Throws `PackError` beyond `limit` bytes and for what is damaged or cut.
 */
export async function unpackZstd(bytes: Uint8Array, limit: number): Promise<Uint8Array> {
  const zstd = await loadZstd()
  const parts: Uint8Array[] = []
  let left = limit
  for (let at = 0; at < bytes.length; ) {
    const rest = bytes.subarray(at)
    if (isSkippable(rest)) {
      at += skippedLength(rest)
      continue
    }
    const frame = measure(rest)
    if ((frame.size ?? 0) > left) throw new PackError('too-large')
    const part = unpackFrame(zstd, rest.subarray(0, frame.length), frame, left)
    left -= part.length
    if (left < 0) throw new PackError('too-large')
    parts.push(part)
    at += frame.length
  }
  if (parts.length === 0) throw new PackError('damaged')
  return concat(parts)
}

function loadZstd(): Promise<Zstd> {
  return Zstd.load().catch((cause: unknown) => {
    throw new PackError('no-compressor', { cause })
  })
}

function unpackFrame(zstd: Zstd, bytes: Uint8Array, frame: Frame, left: number) {
  const { size, most } = frame
  const room = Math.min(most, left + 1)
  const given = size === undefined ? concat([bytes, skippable(room / ROOM_TIMES)]) : bytes
  let part: Uint8Array
  try {
    part = zstd.decompress(given)
  } catch (cause) {
    const isFull = size === undefined && most > left && /too small/.test(String(cause))
    throw new PackError(isFull ? 'too-large' : 'damaged', { cause })
  }
  if (size !== undefined && part.length !== size) throw new PackError('damaged')
  if (!isOfBlocks(zstd, bytes, frame, part.length)) throw new PackError('damaged')
  return part
}

/**
 * Whether no block of a frame that unpacks to `length` bytes is larger than blocks may be: zstd
 * overlooks one where it unpacks all at once, and other programs refuse it or read something else.
 */
function isOfBlocks(zstd: Zstd, bytes: Uint8Array, { window, size }: Frame, length: number) {
  if (length <= Math.min(window, MOST_OF_BLOCK)) return true
  if (Math.min(window, size ?? window) > MOST_OF_WINDOW) return true
  zstd.reset()
  // In two pieces: a whole frame of known size would be unpacked at once here, too.
  const parts = [bytes.subarray(0, 5), bytes.subarray(5)].map(
    (piece) => zstd.decompressChunk(piece, length).length,
  )
  return parts.reduce((sum, part) => sum + part) === length
}

/** A frame of `length` bytes that says nothing. */
function skippable(length: number): Uint8Array {
  const frame = new DataView(new ArrayBuffer(8 + Math.ceil(length)))
  frame.setUint32(0, 0x184d2a50, true)
  frame.setUint32(4, Math.ceil(length), true)
  return new Uint8Array(frame.buffer)
}

/** Reads the headers of the frame and of its blocks. Throws `PackError` where it is cut. */
function measure(bytes: Uint8Array): Frame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const need = (end: number) => {
    if (end > bytes.length) throw new PackError('damaged')
  }
  need(5)
  if (view.getUint32(0, true) !== MAGIC) throw new PackError('damaged')
  const flags = view.getUint8(4)
  const isSingle = (flags & 0x20) !== 0
  const sizeLength = flags >> 6 === 0 && isSingle ? 1 : (SIZE_LENGTHS[flags >> 6] ?? 0)
  const sizeAt = 5 + (isSingle ? 0 : 1) + (ID_LENGTHS[flags & 3] ?? 0)
  need(sizeAt + sizeLength)
  const size = sizeLength === 0 ? undefined : readSize(view, sizeAt, sizeLength)
  const window = isSingle ? (size ?? 0) : windowOf(view.getUint8(5))
  const mostOfBlock = Math.min(window, MOST_OF_BLOCK)
  let at = sizeAt + sizeLength
  let most = 0
  for (let isLast = false; !isLast; ) {
    need(at + 3)
    const head = view.getUint8(at) | (view.getUint16(at + 1, true) << 8)
    const [kind, length] = [(head >> 1) & 3, head >> 3]
    isLast = (head & 1) === 1
    if (length > mostOfBlock) throw new PackError('damaged')
    most += kind === 2 ? mostOfBlock : length
    at += 3 + (kind === 1 ? 1 : length)
    need(at)
  }
  const length = at + (flags & 0x04 ? 4 : 0)
  need(length)
  return { length, window, size, most }
}

/** How far back a frame may reach (RFC 8878 §3.1.1.1.2). */
function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3))
  return base + (base / 8) * (descriptor & 7)
}

function readSize(view: DataView, at: number, length: number): number {
  switch (length) {
    case 1:
      return view.getUint8(at)
    case 2:
      return view.getUint16(at, true) + 256
    case 4:
      return view.getUint32(at, true)
    default:
      return Number(view.getBigUint64(at, true))
  }
}

/** Packs as one zstd frame. Throws `PackError` where WebAssembly may not run. */
export async function packZstd(bytes: Uint8Array): Promise<Uint8Array> {
  return (await loadZstd()).compress(bytes)
}
