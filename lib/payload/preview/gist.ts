import { compareValues, type ValuesCompared } from '@/lib/payload/compare-values'
import { compareMeaning } from '@/lib/payload/meaning/compare'
import type { MeaningChange } from '@/lib/payload/meaning/diff'
import { type Meaning, spell, spellPath } from '@/lib/payload/meaning/meaning'
import { meaningReader } from '@/lib/payload/meaning/read'
import { type Preview, previewOf } from './preview'
import { isNaming, looksSecret, namesSecret, withoutPassword } from './secrets'

type Bytes = Uint8Array | null

/** What became of a value, in a line. Nothing in it is a secret that its name or shape gives away. */
export type Gist =
  /** A side that is not there was added, or is gone; `more`: so many other places differ. */
  | {
      readonly kind: 'key' | 'line'
      /** The key; empty where all of the value is another one, and of a line. */
      readonly key: string
      readonly before?: string
      readonly after?: string
      readonly more: number
    }
  /** A key, or a line (empty), whose values are not shown. */
  | { readonly kind: 'hidden'; readonly key: string; readonly more: number }
  | { readonly kind: 'same' | 'spelling' | 'layout' | 'bytes' }
  /** All of it came, or went. */
  | { readonly kind: 'whole'; readonly before: Preview; readonly after: Preview }

const MAX_CHARACTERS = 120

/** The first thing that differs between two values of a znode called `name`. */
export async function gistOf(before: Bytes, after: Bytes, name: string): Promise<Gist> {
  if (!before?.length || !after?.length) {
    const [was, is] = [before, after].map((bytes) => previewOf({ bytes, isWhole: true, name }))
    if (was && is && before !== after) return { kind: 'whole', before: was, after: is }
  }
  const compared = await compareValues(before, after, name)
  const { differ, kind, format } = compared
  if (differ !== 'yes') return { kind: differ === 'not' ? 'same' : 'spelling' }
  if (kind === 'bytes') return { kind: 'bytes' }
  const meaning = await compareMeaning(format, compared)
  const [first] = meaning?.changes ?? []
  const secrets = await namedSecrets(compared)
  if (!meaning || (!first && (meaning.hasOtherComments || meaning.reordered.length > 0)))
    return lineOf(compared, secrets)
  if (!first) return meaning.rest === 'spelling' ? lineOf(compared, secrets) : { kind: 'layout' }
  const more = meaning.changes.length - 1
  const key = short(spellPath(first.path))
  if (first.path.some((step) => typeof step === 'string' && namesSecret(step)))
    return { kind: 'hidden', key, more }
  if (isAmong(secrets, first)) return { kind: 'hidden', key, more }
  return shown('key', { key, more, before: first.before, after: first.after })
}

/** What two texts hold beside names that promise secrets, as `name: PASSWORD, value: x`. */
type NamedSecrets = {
  /** As `spell` writes them. */
  readonly spelled: readonly string[]
  /** A text holds one: which line has it, and how it is spelled there, is not looked into. */
  readonly isAny: boolean
}

async function namedSecrets({ format, before, after }: ValuesCompared): Promise<NamedSecrets> {
  const read = await meaningReader(format)
  const found = [before, after].map((text) => {
    const said = read?.(text)
    return said ? secretsIn(said.root) : undefined
  })
  const isNamed = [before, after].some((text, at) => !found[at] && namesSecretsIn(text))
  const spelled = found.flatMap((each) => each ?? [])
  return { spelled, isAny: isNamed || spelled.length > 0 }
}

const NAMING = /\b(?:name|key|id)\b["']?\s*[:=>]\s*["']?([^\s"'<>,{}]+)/gi

/** Whether a text that no reader of its format takes has a name that promises a secret. */
function namesSecretsIn(text: string): boolean {
  return [...text.matchAll(NAMING)].some(([, name]) => name !== undefined && namesSecret(name))
}

/** Whether the changed value is one of these, or holds one. */
function isAmong({ spelled }: NamedSecrets, { before, after }: MeaningChange): boolean {
  return [before, after].some(
    (text) =>
      text !== undefined && spelled.some((secret) => text === secret || isWithin(secret, text)),
  )
}

/** Whether what is spelled as a map or list holds that. */
function isWithin(secret: string, spelled: string): boolean {
  return /^[{[]/.test(spelled) && spelled.includes(secret)
}

/** What stands in a map beside a name that promises a secret, and that map. */
function secretsIn(meaning: Meaning, isNamed = false): string[] {
  if (meaning.kind === 'scalar') return isNamed ? [spell(meaning)] : []
  if (meaning.kind === 'list')
    return [
      ...(isNamed ? [spell(meaning)] : []),
      ...meaning.items.flatMap((item) => secretsIn(item, isNamed)),
    ]
  const isSecret =
    isNamed || meaning.entries.some(({ key, value }) => isNaming(key) && namesSecret(spell(value)))
  const within = meaning.entries.flatMap(({ value }) => secretsIn(value, isSecret))
  return isSecret ? [spell(meaning), ...within] : within
}

type Told = {
  readonly key: string
  readonly more: number
  readonly before: string | undefined
  readonly after: string | undefined
}

function shown(kind: 'key' | 'line', { key, more, before, after }: Told): Gist {
  if (
    [before, after].some((text) => text !== undefined && (looksSecret(text) || holdsSecret(text)))
  )
    return { kind: 'hidden', key, more }
  return {
    ...{ kind, key, more },
    ...(before !== undefined && { before: short(withoutPassword(before)) }),
    ...(after !== undefined && { after: short(withoutPassword(after)) }),
  }
}

/** A map's keys, as `spell` writes them. */
const KEYS = /[{,]\s*("(?:[^"\\]|\\.)*"|[^\s{}[\],:"][^{}[\],:"]*):/g

/** Whether `text` spells a map, or a list of maps, with a key that promises a secret. */
function holdsSecret(text: string): boolean {
  return [...text.matchAll(KEYS)].some(([, key]) => key !== undefined && namesSecret(key))
}

/** The first of the lines between what both begin and end with. */
function lineOf({ before, after }: ValuesCompared, { isAny }: NamedSecrets): Gist {
  const [was, is] = [before.split('\n'), after.split('\n')]
  const least = Math.min(was.length, is.length)
  let start = 0
  while (start < least && was[start] === is[start]) start += 1
  let end = 0
  while (end < least - start && was.at(-1 - end) === is.at(-1 - end)) end += 1
  const [gone, came] = [was.slice(start, was.length - end), is.slice(start, is.length - end)]
  const more = Math.max(gone.length, came.length) - 1
  if (isAny || isInPrivateKey(was.slice(0, start))) return { kind: 'hidden', key: '', more }
  return shown('line', { key: '', more, before: gone[0]?.trim(), after: came[0]?.trim() })
}

/** Whether what follows these lines is a private key's: it began, and did not end. */
function isInPrivateKey(before: readonly string[]): boolean {
  const edge = before.findLast((line) => /-----(?:BEGIN|END) [A-Z\d ]*PRIVATE KEY/.test(line))
  return edge?.includes('-----BEGIN') ?? false
}

function short(text: string): string {
  const cut = text.slice(0, MAX_CHARACTERS)
  // Half a character is none.
  return cut.length < text.length ? `${cut.replace(/[\uD800-\uDBFF]$/u, '')}…` : text
}
