import type { Abilities, CreateOptions } from '@/lib/server/zookeeper/session'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { Hex64 } from '@/lib/znode/zxid'
import { KEEPER } from './keeper-errors'
import { OP } from './opcodes'
import type { Operation } from './requests'

/** Data that began with 3.5 or later has it, and every ensemble since, whether we may read it or not. */
const SINCE_35 = '/zookeeper/config'

/** Asks what the server can do by a read: an old one hangs up at a request it does not know. */
export const ASK_ABILITIES: Operation<Abilities> = {
  type: OP.exists,
  path: ROOT,
  writes: false,
  valueBytes: 0,
  encode: (writer) => void writer.string(SINCE_35).bool(false),
  decode: () => ({ isSince35: true }),
  tolerates: [
    { error: KEEPER.noNode, value: { isSince35: false } },
    { error: KEEPER.noAuth, value: { isSince35: true } },
  ],
}

/** Refuses, before it is sent, what would end an old server's connection. */
export function guardCreatable(
  path: ZnodePath,
  { mode }: CreateOptions,
  { isSince35 }: Abilities,
): void {
  const isNew = mode === 'container' || mode.endsWith('-ttl')
  if (!isNew || isSince35) return
  const kind = mode === 'container' ? 'container' : 'TTL'
  const detail = `The ZooKeeper server may be older than 3.5, which has no ${kind} znodes`
  throw new ZnodeError('unimplemented', path, { detail })
}

/**
 * The stat that the creation at `zxid` made, from one read since; undefined where that is of
 * another incarnation.
 */
export function creationStat(found: Stat, zxid: Hex64, data: Buffer | null): Stat | undefined {
  if (found.czxid !== zxid) return undefined
  return {
    ...found,
    mzxid: zxid,
    pzxid: zxid,
    mtime: found.ctime,
    version: 0,
    cversion: 0,
    aversion: 0,
    dataLength: data?.length ?? 0,
    numChildren: 0,
  }
}
