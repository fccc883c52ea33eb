import type { Created, CreateOptions, ShownFact, WatchMode } from '@/lib/server/zookeeper/session'
import type { AclEntry } from '@/lib/znode/acl'
import { CREATE_FLAGS } from '@/lib/znode/create-mode'
import type { ZnodePath } from '@/lib/znode/path'
import type { Presence, Stat } from '@/lib/znode/stat'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { Chroot } from './chroot'
import type { Reader } from './jute-reader'
import type { Writer } from './jute-writer'
import { KEEPER } from './keeper-errors'
import { OP } from './opcodes'
import { readAcl, readStat, writeAcl } from './records'

/** One request to a server: how it is written, and how its answer is read. */
export type Operation<T> = {
  readonly type: number
  /** For errors: the path as the caller knows it. */
  readonly path: ZnodePath
  /** Whether it changes a znode, so that a lost answer leaves the outcome unknown. */
  readonly writes: boolean
  /** Bytes of the largest value it carries. */
  readonly valueBytes: number
  readonly encode: (writer: Writer) => void
  readonly decode: (reader: Reader) => T
  /** What its answer says of znodes; of one that changes a znode several times, the last. */
  shows?(value: T): ReadonlyArray<Omit<ShownFact, 'zxid'>>
  /** Error numbers that are an answer. */
  readonly tolerates?: ReadonlyArray<{ readonly error: number; readonly value: T }>
}

const WATCH_MODES: Record<WatchMode, number> = { persistent: 0, 'persistent-recursive': 1 }
/** WatcherType.ANY */
const ANY_WATCH = 3

/** A request that only reads. `encode` defaults to the path and no watch. */
export function reading<T>(
  type: number,
  chroot: Chroot,
  path: ZnodePath,
  decode: (reader: Reader) => T,
): Operation<T> {
  const target = chroot.toServer(path)
  const encode = (writer: Writer) => void writer.string(target).bool(false)
  return { type, path, writes: false, valueBytes: 0, encode, decode }
}

export function exists(chroot: Chroot, path: ZnodePath): Operation<Presence> {
  return {
    ...reading<Presence>(OP.exists, chroot, path, readStat),
    shows: (stat) => [{ path, stat }],
    tolerates: [
      { error: KEEPER.noNode, value: null },
      { error: KEEPER.noAuth, value: 'unreadable' },
    ],
  }
}

export function create(
  chroot: Chroot,
  path: ZnodePath,
  data: Buffer | null,
  how: CreateOptions,
): Operation<Created> {
  return {
    type: createType(how),
    path,
    writes: true,
    valueBytes: data?.length ?? 0,
    encode: (writer) => encodeCreate(writer, chroot.toServer(path), data, how),
    decode: (reader) => readCreated(reader, chroot, path),
    shows: (created) => [created],
  }
}

/** A creation as every server knows it; it answers the path alone. */
export function createWithoutStat(
  chroot: Chroot,
  path: ZnodePath,
  data: Buffer | null,
  how: CreateOptions,
): Operation<ZnodePath> {
  return {
    type: OP.createWithoutStat,
    path,
    writes: true,
    valueBytes: data?.length ?? 0,
    encode: (writer) => encodeCreate(writer, chroot.toServer(path), data, how),
    decode: (reader) => chroot.toSession(reader.string()) ?? path,
  }
}

export function createType({ mode }: CreateOptions): number {
  if (mode === 'container') return OP.createContainer
  return mode.endsWith('-ttl') ? OP.createTtl : OP.create
}

export function encodeCreate(
  writer: Writer,
  path: string,
  data: Buffer | null,
  how: CreateOptions,
) {
  writer.string(path).bytes(data).vector(how.acl, writeAcl).int(CREATE_FLAGS[how.mode])
  if (createType(how) === OP.createTtl) writer.long(how.ttl ?? 0)
}

function readCreated(reader: Reader, chroot: Chroot, asked: ZnodePath): Created {
  const path = chroot.toSession(reader.string()) ?? asked
  return { path, stat: readStat(reader) }
}

export function setData(
  chroot: Chroot,
  path: ZnodePath,
  data: Buffer | null,
  version: number,
): Operation<Stat> {
  return {
    type: OP.setData,
    path,
    writes: true,
    valueBytes: data?.length ?? 0,
    encode: (writer) => void writer.string(chroot.toServer(path)).bytes(data).int(version),
    decode: readStat,
    shows: (stat) => [{ path, stat }],
  }
}

export function remove(chroot: Chroot, path: ZnodePath, version: number): Operation<void> {
  return {
    type: OP.delete,
    path,
    writes: true,
    valueBytes: 0,
    encode: (writer) => void writer.string(chroot.toServer(path)).int(version),
    decode: nothing,
    shows: () => [{ path, stat: null }],
  }
}

export function setAcl(
  chroot: Chroot,
  path: ZnodePath,
  acl: readonly AclEntry[],
  aversion: number,
): Operation<Stat> {
  return {
    type: OP.setAcl,
    path,
    writes: true,
    valueBytes: acl.reduce((bytes, entry) => bytes + bytesOfEntry(entry), 0),
    encode: (writer) =>
      void writer.string(chroot.toServer(path)).vector(acl, writeAcl).int(aversion),
    decode: readStat,
    shows: (stat) => [{ path, stat }],
  }
}

/** As it is written: two lengths and a mask stand beside its texts. */
function bytesOfEntry({ scheme, id }: AclEntry): number {
  return 12 + Buffer.byteLength(scheme) + Buffer.byteLength(id)
}

export function getAcl(
  chroot: Chroot,
  path: ZnodePath,
): Operation<{ acl: AclEntry[]; stat: Stat }> {
  const target = chroot.toServer(path)
  return {
    ...reading(OP.getAcl, chroot, path, (reader) => {
      const acl = reader.vector(readAcl)
      return { acl, stat: readStat(reader) }
    }),
    encode: (writer) => void writer.string(target),
    shows: ({ stat }) => [{ path, stat }],
  }
}

/** Requests whose only argument is the path. */
export function asking<T>(
  type: number,
  chroot: Chroot,
  path: ZnodePath,
  decode: (reader: Reader) => T,
): Operation<T> {
  const target = chroot.toServer(path)
  return {
    ...reading(type, chroot, path, decode),
    encode: (writer) => void writer.string(target),
  }
}

export function getEphemerals(chroot: Chroot, prefix: ZnodePath): Operation<ZnodePath[]> {
  return asking(OP.getEphemerals, chroot, prefix, (reader) =>
    reader.strings().flatMap((path) => chroot.toSession(path) ?? []),
  )
}

export function addWatch(chroot: Chroot, path: ZnodePath, mode: WatchMode): Operation<void> {
  const target = chroot.toServer(path)
  return {
    ...reading(OP.addWatch, chroot, path, nothing),
    encode: (writer) => void writer.string(target).int(WATCH_MODES[mode]),
  }
}

/** Whether the server holds a watch of this session on that very path. */
export function checkWatch(chroot: Chroot, path: ZnodePath): Operation<boolean> {
  return {
    ...reading(OP.checkWatches, chroot, path, () => true),
    encode: removeWatches(chroot, path).encode,
    tolerates: [{ error: KEEPER.noWatcher, value: false }],
  }
}

export function removeWatches(chroot: Chroot, path: ZnodePath): Operation<void> {
  const target = chroot.toServer(path)
  return {
    ...reading(OP.removeWatches, chroot, path, nothing),
    encode: (writer) => void writer.string(target).int(ANY_WATCH),
  }
}

/** Encodes, or decodes, no body. */
export const nothing = (): void => undefined

/** Why a value of `bytes` is not sent. */
export function tooLarge(path: ZnodePath, bytes: number, limit: number): ZnodeError {
  const detail = `${bytes} bytes are more than the limit of ${limit}`
  return new ZnodeError('too-large', path, { detail })
}

/** Why an answer of `bytes` was not read. */
export function answerTooLarge(path: ZnodePath, bytes: number, limit: number): ZnodeError {
  const detail = `The answer has ${bytes} bytes; at most ${limit} are read (VIVARIUM_MAX_FRAME_BYTES)`
  return new ZnodeError('too-large', path, { detail })
}
