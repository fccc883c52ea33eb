import type { Sides } from '@/lib/payload/comparison'
import type { Format } from '@/lib/payload/detect'
import { diffMeaning, type MeaningDiff } from './diff'
import { meaningReader } from './read'

export type MeaningCompared = MeaningDiff & {
  /** Comments came, went, changed or stand in another order. */
  readonly hasOtherComments: boolean
  /**
   * How the texts differ where nothing else does: in blanks alone, in those between XML elements,
   * which some programs keep, or in how things are spelled.
   */
  readonly rest: 'nothing' | 'blanks' | 'between' | 'spelling'
}

export type WithMeaning = {
  /** What changed in meaning; undefined where the format has none, or one side is not valid. */
  readonly meaning: MeaningCompared | undefined
}

/** Reading larger texts for their meaning would take longer than anybody waits. */
const MEANING_CHARACTERS = 5_000_000

/** What changed in meaning, where that can be told. */
export async function compareMeaning(
  format: Format | 'hex',
  { before, after, kind }: Sides,
): Promise<WithMeaning['meaning']> {
  if (kind === 'bytes' || before.length + after.length > MEANING_CHARACTERS) return undefined
  const read = await meaningReader(format)
  const [was, is] = [read?.(before), read?.(after)]
  if (!was || !is) return undefined
  const hasOtherComments = was.comments.join('\n') !== is.comments.join('\n')
  return {
    ...diffMeaning(was.root, is.root),
    hasOtherComments,
    rest: restOf(format, before, after),
  }
}

function restOf(format: Format | 'hex', before: string, after: string): MeaningCompared['rest'] {
  if (before === after) return 'nothing'
  if (withoutBlanks(before) !== withoutBlanks(after)) return 'spelling'
  return format === 'xml' ? 'between' : 'blanks'
}

function withoutBlanks(text: string): string {
  return text.replaceAll(/[ \t\r\n]+/g, '')
}
