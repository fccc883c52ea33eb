import type { Stat } from '@/lib/znode/stat'

const FIELDS: ReadonlyArray<keyof Stat> = [
  'czxid',
  'mzxid',
  'pzxid',
  'ctime',
  'mtime',
  'version',
  'cversion',
  'aversion',
  'ephemeralOwner',
  'dataLength',
  'numChildren',
]

export function sameStat(a: Stat | null, b: Stat | null): boolean {
  if (a === b) return true
  if (!a || !b) return false
  return FIELDS.every((field) => a[field] === b[field])
}
