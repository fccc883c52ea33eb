import { type Presence, STAT_FIELDS } from '@/lib/znode/stat'

export function sameStat(a: Presence, b: Presence): boolean {
  if (a === b) return true
  if (!a || !b || a === 'unreadable' || b === 'unreadable') return false
  return STAT_FIELDS.every((field) => a[field] === b[field])
}
