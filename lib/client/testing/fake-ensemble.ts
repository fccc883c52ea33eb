import { nameOf, parentOf, type ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import { statWith } from '@/lib/znode/testing/stat'
import type { Hex64 } from '@/lib/znode/zxid'

type Znode = { data: string; stat: Stat }
/** A zxid as the API writes it. */
export const toHex = (zxid: number): Hex64 => `0x${zxid.toString(16)}`

/** Znodes in memory, each change of which is one zxid and is told. For tests. */
export abstract class FakeEnsemble {
  zxid = 0
  /** The znodes that nobody may read. */
  readonly denied = new Set<string>()
  readonly znodes = new Map<string, Znode>()

  /** Hears of each change. */
  abstract tell(path: string, kind: 'created' | 'changed' | 'acl' | 'deleted'): void

  create(path: string, data = ''): void {
    this.zxid += 1
    const at = toHex(this.zxid)
    this.znodes.set(path, { data, stat: newStat(at, data.length) })
    this.#touchParent(path)
    this.tell(path, 'created')
  }

  set(path: string, data: string): void {
    const znode = this.znodes.get(path)
    if (!znode) return
    this.zxid += 1
    const { stat } = znode
    const next = { ...stat, version: stat.version + 1, mzxid: toHex(this.zxid) }
    this.znodes.set(path, { data, stat: { ...next, dataLength: data.length } })
    this.tell(path, 'changed')
  }

  /** Another ACL of the znode, which hides its data and children. */
  deny(path: string): void {
    const znode = this.znodes.get(path)
    if (!znode) return
    this.zxid += 1
    this.denied.add(path)
    const { stat } = znode
    this.znodes.set(path, { ...znode, stat: { ...stat, aversion: stat.aversion + 1 } })
    this.tell(path, 'acl')
  }

  delete(path: string): void {
    this.zxid += 1
    this.znodes.delete(path)
    this.#touchParent(path)
    this.tell(path, 'deleted')
  }

  /** The data as it was, for `restore`. */
  backUp(): ReadonlyMap<string, Znode> {
    return new Map(this.znodes)
  }

  /** Puts data back as it was, while zxids go on. */
  restore(backup: ReadonlyMap<string, Znode>): void {
    this.zxid += 1
    this.znodes.clear()
    for (const [path, znode] of backup) this.znodes.set(path, znode)
  }

  #touchParent(path: string): void {
    const parent = parentOf(path as ZnodePath)
    const znode = this.znodes.get(parent)
    if (!znode) return
    const numChildren = this.namesIn(parent).length
    const { stat } = znode
    const next = { ...stat, numChildren, cversion: stat.cversion + 1, pzxid: toHex(this.zxid) }
    this.znodes.set(parent, { ...znode, stat: next })
  }

  /** The names of the children of `parent`. */
  namesIn(parent: ZnodePath): string[] {
    const isChild = (path: string) => path !== '/' && parentOf(path as ZnodePath) === parent
    return [...this.znodes.keys()].filter(isChild).map((path) => nameOf(path as ZnodePath))
  }
}

function newStat(at: Hex64, dataLength: number): Stat {
  return statWith({ czxid: at, mzxid: at, pzxid: at, dataLength })
}
