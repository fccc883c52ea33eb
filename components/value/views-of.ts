import type { ValueView } from '@/components/preferences/reading-choice'
import type { Lens } from '@/lib/payload/lens'
import type { Reading } from '@/lib/payload/reading'
import type { StructureText } from '@/lib/payload/structure/read-structure'
import type { ValueReading } from './use-reading'

/**
 * The ways to look at a value, the best first. JSON on one line reads better pretty; JSON that
 * somebody laid out is shown as they did.
 */
export function viewsOf(
  { text, glimpse, isJson }: Reading,
  structure?: StructureText,
): ValueView[] {
  if (text === undefined && glimpse !== undefined) return ['text', 'hex']
  if (text === undefined) return bytesViews(structure)
  if (!isJson) return ['text', 'hex']
  return text.trim().includes('\n') ? ['text', 'pretty', 'hex'] : ['pretty', 'text', 'hex']
}

/** MessagePack is known for what it is; protobuf is a likeness, and its bytes come first. */
function bytesViews(structure: StructureText | undefined): ValueView[] {
  if (!structure) return ['hex']
  return structure.kind === 'msgpack' ? ['structure', 'hex'] : ['hex', 'structure']
}

/** The view that is shown: the chosen one where the value has it. */
export function shownView({ reading, structure, choice }: ValueReading): ValueView {
  const views = viewsOf(reading, structure)
  return views.find((each) => each === choice.view) ?? views[0] ?? 'hex'
}

/** How an edit that begins in that view reads and writes the value. */
export function lensOf({ lens }: Reading, view: ValueView): Lens {
  return view === 'hex' ? { ...lens, charset: 'hex' } : lens
}
