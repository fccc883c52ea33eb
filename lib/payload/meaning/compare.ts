import type { Sides } from '@/lib/payload/comparison'
import type { Format } from '@/lib/payload/detect'
import { diffMeaning } from './diff'
import type { Meaning, MeaningChange } from './meaning'

export type WithMeaning = {
  /** What changed in meaning; undefined where the format has none, or one side is not valid. */
  readonly changes: readonly MeaningChange[] | undefined
}

/** Reading larger texts for their meaning would take longer than anybody waits. */
const MEANING_CHARACTERS = 5_000_000

/** What changed in meaning, where that can be told. */
export async function compareMeaning(
  format: Format | 'hex',
  { before, after, kind }: Sides,
): Promise<WithMeaning['changes']> {
  if (kind === 'bytes' || before.length + after.length > MEANING_CHARACTERS) return undefined
  const read = await readerOf(format)
  const [was, is] = [read?.(before), read?.(after)]
  return was && is ? diffMeaning(was, is) : undefined
}

async function readerOf(
  format: Format | 'hex',
): Promise<((text: string) => Meaning | undefined) | undefined> {
  if (format === 'json') return (await import('./read-json')).readJson
  if (format === 'yaml') return (await import('./read-yaml')).readYaml
  return undefined
}
