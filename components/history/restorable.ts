import type { RecordedValue } from '@/lib/api/history'
import { toBytes } from '@/lib/client/base64'
import { toHexText } from '@/lib/payload/hex-text'
import { type Lens, PLAIN } from '@/lib/payload/lens'
import { decodeText } from '@/lib/payload/text'

/** A recorded value as an edit takes it up: text, or the digits of its bytes. */
export type Restorable = { readonly lens: Lens; readonly text: string }

const DIGITS: Lens = { packing: null, charset: 'hex' }

/** Undefined where the value was not kept, or there was none. */
export function restorableOf({ state, data }: RecordedValue): Restorable | undefined {
  const bytes = state === 'kept' ? toBytes(data) : null
  if (!bytes) return undefined
  const text = decodeText(bytes)
  if (text !== undefined) return { lens: PLAIN, text }
  return { lens: DIGITS, text: toHexText(bytes) }
}
