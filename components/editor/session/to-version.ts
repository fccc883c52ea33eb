import type { Version } from '@/lib/client/drafts/unsaved-edit'
import { toBytes } from '@/lib/client/transport/base64'
import type { Stat } from '@/lib/znode/stat'

/** The version that a view or a refusal shows; undefined while none was read. */
export function toVersion(shown: {
  readonly data: Uint8Array | string | null
  readonly stat: Pick<Stat, 'version' | 'czxid'> | null
  readonly isRead?: boolean
}): Version | undefined {
  const { data, stat, isRead = true } = shown
  if (!stat || !isRead) return undefined
  const bytes = typeof data === 'string' ? toBytes(data) : data
  return { data: bytes, version: stat.version, czxid: stat.czxid }
}
