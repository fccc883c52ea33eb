import type { Format } from '@/lib/payload/detect'
import { mergeJson } from './merge-json'
import { mergeText } from './merge-text'
import { conflictsIn, type MergePiece } from './pieces'

/**
 * Merges what two people made of `base`. By lines, which keeps every comment; JSON also by its
 * structure where lines clash. Joined with a solution per conflict, the pieces are the new text.
 */
export function merge(
  format: Format | 'hex',
  base: string,
  mine: string,
  theirs: string,
): MergePiece[] {
  const byLines = mergeText(base, mine, theirs)
  const clashes = conflictsIn(byLines).length
  if (format !== 'json' || clashes === 0) return byLines
  const byStructure = mergeJson(base, mine, theirs)
  return byStructure && conflictsIn(byStructure).length <= clashes ? byStructure : byLines
}
