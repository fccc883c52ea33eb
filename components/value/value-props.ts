import type { useEditSession } from '@/components/editor/session/use-edit-session'
import type { useZnode } from '@/lib/client/live/use-live'
import type { Reading } from '@/lib/payload/reading'
import type { ZnodePath } from '@/lib/znode/path'
import type { ValueReading } from './use-reading'

/** What every part of a znode's page is given: its value as it stands, as it is read, and its edit. */
export type NodeBodyProps = {
  readonly path: ZnodePath
  readonly view: ReturnType<typeof useZnode>
  readonly value: ValueReading
  readonly reading: Reading
  readonly editing: ReturnType<typeof useEditSession>
}
