import type { EditFormat } from '@/components/code/edit-format'
import { detect } from '@/lib/payload/detect'
import { formatOfName } from '@/lib/payload/text-format'
import { nameOf } from '@/lib/znode/path'
import type { NodeBodyProps } from './value-props'

/**
 * What an open edit is written in: as chosen, else as the value it began with. Typing never
 * changes it, so that a slip is an error of that format and not another format.
 */
export function editFormat({ path, value, reading, editing }: NodeBodyProps): EditFormat {
  const { lens, mine } = editing.session
  if ((mine?.lens ?? lens)?.charset === 'hex') return 'hex'
  if (value.choice.format) return value.choice.format
  if (reading.text) return reading.format
  // A first value has no look of its own yet: its znode's name says what it is to be.
  const name = nameOf(path)
  const base = mine?.base.data
  return base?.length ? detect(base, name).format : (formatOfName(name) ?? 'text')
}
