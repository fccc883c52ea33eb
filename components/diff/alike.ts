import type { RecordedValue } from '@/lib/api/history'
import type { ValuesCompared } from '@/lib/payload/compare-values'

/**
 * What is to be said of two recorded values in which nothing differs to the eye; undefined where
 * one side is no znode: that it was created or deleted is no likeness.
 */
export function likeness(
  before: RecordedValue,
  after: RecordedValue,
  differ: ValuesCompared['differ'],
): 'same' | 'sameReading' | undefined {
  if ((before.state === 'absent') !== (after.state === 'absent')) return undefined
  return differ === 'spelling' ? 'sameReading' : 'same'
}
