import { STAT_FIELDS, type Stat } from '@/lib/znode/stat'

export function sameStat(a: Stat | null, b: Stat | null): boolean {
  if (a === b) return true
  if (!a || !b) return false
  return STAT_FIELDS.every((field) => a[field] === b[field])
}
