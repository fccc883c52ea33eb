import type { HistoryScope } from '@/lib/server/cluster/config'
import type { ZnodePath } from '@/lib/znode/path'
import { keeping } from '@/lib/znode/recording'
import { hashOf, type Packed, pack } from './content'

/** A value that was read, no more of it than is kept: so much waits in memory, too (I10). */
export type SeenValue =
  | { readonly state: 'none'; readonly size: 0 }
  | { readonly state: 'kept'; readonly size: number; readonly content: Packed }
  /** `hash`: null where it was not even read. */
  | { readonly state: 'too-large'; readonly size: number; readonly hash: string | null }
  | { readonly state: 'redacted'; readonly size: number }

export function seeValue(scope: HistoryScope, path: ZnodePath, data: Uint8Array | null): SeenValue {
  if (data === null) return { state: 'none', size: 0 }
  const size = data.length
  const state = keeping(scope, path, size)
  if (state === 'redacted') return { state, size }
  const value = Buffer.from(data.buffer, data.byteOffset, size)
  if (state === 'too-large') return { state, size, hash: hashOf(value) }
  // What was read lies in a larger buffer, which would stay with it.
  return { state, size, content: pack(Buffer.from(value)) }
}

/** What is kept of a value that was not read, by its size: no content. */
export function unreadValue(scope: HistoryScope, path: ZnodePath, size: number): SeenValue {
  const isRedacted = keeping(scope, path, size) === 'redacted'
  return isRedacted ? { state: 'redacted', size } : { state: 'too-large', size, hash: null }
}

/** Tells values apart; null where none was kept or there is none. */
export function hashOfSeen(value: SeenValue): string | null {
  if (value.state === 'kept') return value.content.hash
  return value.state === 'too-large' ? value.hash : null
}
