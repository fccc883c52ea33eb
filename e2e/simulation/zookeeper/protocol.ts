import type { Reader } from '@/lib/server/zookeeper/protocol/jute-reader'
import type { Writer } from '@/lib/server/zookeeper/protocol/jute-writer'
import { OP } from '@/lib/server/zookeeper/protocol/opcodes'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import type { Hex64 } from '@/lib/znode/zxid'

/** ZooKeeper's protocol as a server speaks it; only what the live engine asks for. */
export type Request = { readonly xid: number; readonly type: number; readonly path: ZnodePath }

export type Hello = {
  readonly lastZxid: Hex64
  readonly timeout: number
  readonly sessionId: Hex64
}

export function readHello(reader: Reader): Hello {
  reader.int()
  return { lastZxid: reader.hex(), timeout: reader.int(), sessionId: reader.hex() }
}

const WITH_PATH: ReadonlySet<number> = new Set([
  OP.exists,
  OP.getData,
  OP.getChildren,
  OP.sync,
  OP.addWatch,
  OP.checkWatches,
])

export function readRequest(reader: Reader): Request {
  const xid = reader.int()
  const type = reader.int()
  return { xid, type, path: (WITH_PATH.has(type) ? reader.string() : '/') as ZnodePath }
}

const PASSWORD = Buffer.alloc(16, 7)

/** A `timeout` of 0 says that the session has expired. */
export function writeWelcome(writer: Writer, timeout: number, sessionId: Hex64): void {
  writer.frame((frame) => {
    frame.int(0).int(timeout).hex(sessionId).bytes(PASSWORD).bool(false)
  })
}

export type Answer = { readonly error: number; readonly body?: (writer: Writer) => void }

export function writeReply(writer: Writer, xid: number, zxid: Hex64, answer: Answer): void {
  writer.frame((frame) => {
    frame.int(xid).hex(zxid).int(answer.error)
    answer.body?.(frame)
  })
}

/** As 3.8 does: without a zxid. */
const NO_ZXID: Hex64 = '0xffffffffffffffff'
const CONNECTED = 3
const EVENTS = { created: 1, deleted: 2, changed: 3, children: 4 } as const

export function writeNotification(
  writer: Writer,
  type: keyof typeof EVENTS,
  path: ZnodePath,
): void {
  writer.frame((frame) => {
    frame.int(-1).hex(NO_ZXID).int(0).int(EVENTS[type]).int(CONNECTED).string(path)
  })
}

export function writeStat(writer: Writer, stat: Stat): void {
  writer.hex(stat.czxid).hex(stat.mzxid).long(stat.ctime).long(stat.mtime)
  writer.int(stat.version).int(stat.cversion).int(stat.aversion).hex(stat.ephemeralOwner)
  writer.int(stat.dataLength).int(stat.numChildren).hex(stat.pzxid)
}
