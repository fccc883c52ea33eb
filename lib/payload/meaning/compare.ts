import type { Format } from '@/lib/payload/detect'
import { diffMeaning } from './diff'
import type { Meaning, MeaningChange } from './meaning'

/** What changed in meaning; undefined where the format has none or one side is not valid. */
export async function compareMeaning(
  format: Format | 'hex',
  before: string,
  after: string,
): Promise<MeaningChange[] | undefined> {
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
