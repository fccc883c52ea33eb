import type { Stat } from '@/lib/znode/stat'

/** The stat of a znode that one transaction, 0x10, created empty; but for what `over` says. */
export function statWith(over: Partial<Stat> = {}): Stat {
  return {
    czxid: '0x10',
    mzxid: '0x10',
    pzxid: '0x10',
    ctime: 0,
    mtime: 0,
    version: 0,
    cversion: 0,
    aversion: 0,
    ephemeralOwner: '0x0',
    dataLength: 0,
    numChildren: 0,
    ...over,
  }
}
