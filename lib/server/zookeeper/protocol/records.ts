import { type AclEntry, toMask, toPermissions } from '@/lib/znode/acl'
import type { Stat } from '@/lib/znode/stat'
import type { Hex64 } from '@/lib/znode/zxid'
import type { Reader } from './jute-reader'
import type { Writer } from './jute-writer'

export function readStat(reader: Reader): Stat {
  const czxid = reader.hex()
  const mzxid = reader.hex()
  const ctime = reader.long()
  const mtime = reader.long()
  const version = reader.int()
  const cversion = reader.int()
  const aversion = reader.int()
  const ephemeralOwner = reader.hex()
  const dataLength = reader.int()
  const numChildren = reader.int()
  const pzxid = reader.hex()
  return {
    czxid,
    mzxid,
    pzxid,
    ctime,
    mtime,
    version,
    cversion,
    aversion,
    ephemeralOwner,
    dataLength,
    numChildren,
  }
}

export function readData(reader: Reader): { data: Buffer | null; stat: Stat } {
  const data = reader.bytes()
  return { data, stat: readStat(reader) }
}

/** A list of more bytes is decoded bit by bit. */
const LONG = 262_144

/** The names of a long list as they stand: see `decodeStrings`. */
export function readChildren(reader: Reader): { names: string[] | Buffer; stat: Stat } {
  const names = reader.remaining > LONG ? reader.undecodedStrings() : reader.strings()
  return { names, stat: readStat(reader) }
}

export function readAcl(reader: Reader): AclEntry {
  const permissions = toPermissions(reader.int())
  return { permissions, scheme: reader.string(), id: reader.string() }
}

export function writeAcl(writer: Writer, entry: AclEntry) {
  writer.int(toMask(entry.permissions)).string(entry.scheme).string(entry.id)
}

/** What a client says first. A zero `sessionId` asks for a new session. */
export type Hello = {
  readonly lastZxid: Hex64
  /** ms */
  readonly timeout: number
  readonly sessionId: Hex64
  readonly password: Buffer
  readonly readOnly: boolean
}

export function writeHello(writer: Writer, hello: Hello) {
  writer.int(0).hex(hello.lastZxid).int(hello.timeout)
  writer.hex(hello.sessionId).bytes(hello.password).bool(hello.readOnly)
}

/** The server's answer to `Hello`; a `timeout` of zero or less means the session is gone. */
export type Welcome = {
  readonly timeout: number
  readonly sessionId: Buffer
  readonly password: Buffer
  readonly readOnly: boolean
}

export function readWelcome(reader: Reader): Welcome {
  reader.int()
  const timeout = reader.int()
  const sessionId = Buffer.alloc(8)
  sessionId.writeInt32BE(reader.int(), 0)
  sessionId.writeInt32BE(reader.int(), 4)
  const password = reader.bytes() ?? Buffer.alloc(16)
  return { timeout, sessionId, password, readOnly: reader.remaining > 0 && reader.bool() }
}

export function toHex(bytes: Buffer): Hex64 {
  return `0x${bytes.readBigUInt64BE(0).toString(16)}`
}
