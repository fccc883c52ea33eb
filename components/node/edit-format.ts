import type { EditFormat } from '@/components/editor/edit-format'
import { detect } from '@/lib/payload/detect'
import { nameOf } from '@/lib/znode/path'
import type { NodeBodyProps } from './node-panel'

/**
 * What an open edit is written in: as chosen, else as the value it began with. Typing never
 * changes it, so that a slip is an error of that format and not another format.
 */
export function editFormat({ path, value, reading, editing }: NodeBodyProps): EditFormat {
  const { lens, mine } = editing.session
  if ((mine?.lens ?? lens)?.charset === 'hex') return 'hex'
  if (value.choice.format) return value.choice.format
  if (reading.text) return reading.format
  return detect(mine?.base.data ?? null, nameOf(path)).format
}
