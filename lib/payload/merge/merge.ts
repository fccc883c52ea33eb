import type { Format } from '@/lib/payload/detect'
import { jsonTokens } from '@/lib/payload/json/tokens'
import { hasDoubledLines } from './doubled'
import { withPlainLineEnds } from './line-ends'
import { mergeShapes } from './merge-shapes'
import { mergeText } from './merge-text'
import { askAll, type MergePiece } from './pieces'
import { Proof } from './proof'
import type { Shaper } from './shape'

export type Merged = {
  /** Joined with a solution per conflict, they are the new text. */
  readonly pieces: readonly MergePiece[]
  /**
   * `keys`: read again, whatever is chosen holds exactly both changes. `lines`: the text has no
   * keys to read, and its lines fit. `nothing`: so each change is asked about.
   */
  readonly proof: 'keys' | 'lines' | 'nothing'
}

/**
 * Merges what two people made of `base`: by lines, which keeps every comment, or else key by key.
 * What has keys is merged only where its format's reader finds exactly both changes in the outcome.
 */
export async function merge(
  format: Format | 'hex',
  base: string,
  mine: string,
  theirs: string,
): Promise<Merged> {
  const texts = { base, mine, theirs }
  const { plain, restore } = withPlainLineEnds(texts)
  const lines = mergeText(plain.base, plain.mine, plain.theirs)
  const byLines = restore(lines)
  if (base === mine || mine === theirs) return { pieces: byLines, proof: 'lines' }
  if (format === 'text' && !hasDoubledLines(texts, byLines))
    return { pieces: byLines, proof: 'lines' }
  const proof = await Proof.of(format, texts)
  if (proof?.holds(byLines)) return { pieces: byLines, proof: 'keys' }
  const shape = await shaperOf(format)
  const keys = shape && mergeShapes(shape, format === 'json' ? jsonEssence : asWritten, plain)
  const byKeys = keys && restore(keys)
  if (byKeys && proof?.holds(byKeys)) return { pieces: byKeys, proof: 'keys' }
  return { pieces: restore(askAll(lines)), proof: 'nothing' }
}

/**
 * Merges an edit of `base` with theirs. Who puts a deleted value back changed nothing of it, and
 * means it all the same: it and what was created instead are asked about, as neither made the other.
 */
export function mergeEdit(...[format, base, mine, theirs]: Parameters<typeof merge>) {
  return merge(format, base === mine ? '' : base, mine, theirs)
}

const asWritten = (source: string) => source

/** A value, or a key with its value, without the layout. */
function jsonEssence(source: string): string {
  const tokens = jsonTokens(source) ?? jsonTokens(`{${source}}`) ?? []
  return tokens.map(({ text }) => text).join('')
}

async function shaperOf(format: Format | 'hex'): Promise<Shaper | undefined> {
  switch (format) {
    case 'json':
      return (await import('./shape-json')).shapeJson
    case 'yaml':
      return (await import('./shape-yaml')).shapeYaml
    case 'toml':
      return (await import('./shape-toml')).shapeToml
    case 'xml':
      return (await import('./shape-xml')).shapeXml
    case 'ini':
      return (await import('./shape-lines')).shapeIni
    case 'properties':
      return (await import('./shape-lines')).shapeProperties
    default:
      return undefined
  }
}
