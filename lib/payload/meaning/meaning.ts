import type { Named } from './place'

/** What a structured text says, whatever its layout. */
export type Meaning = MapMeaning | ListMeaning | Scalar

export type MapMeaning = {
  readonly kind: 'map'
  readonly entries: readonly Entry[]
  readonly mark?: string
}

export type ListMeaning = {
  readonly kind: 'list'
  readonly items: readonly Meaning[]
  readonly mark?: string
}

/** Scalars of equal `text` say the same to every reader, of equal `core` to those of the standard. */
export type Scalar = {
  readonly kind: 'scalar'
  readonly text: string
  /** `text`, where it is not given. */
  readonly core?: string
  /** A tag, an anchor or what else stands before a value and belongs to it. */
  readonly mark?: string
}

/** A key and its value; a key that is there twice is two entries. */
export type Entry = Named & { readonly value: Meaning }

/** A whole text: what it says, and the comments beside it. */
export type Said = { readonly root: Meaning; readonly comments: readonly string[] }

/** A step into a map or a list. */
export type Step = string | number

export type MeaningPath = readonly Step[]

/** Which spelling of scalars and keys counts: that of all readers, or of the standard's. */
export type Level = 'text' | 'core'

/** One line that spells a meaning. Of one format, what is spelled alike says the same. */
export function spell(meaning: Meaning, level: Level = 'text'): string {
  const bare = spellBare(meaning, level)
  return meaning.mark ? `${meaning.mark} ${bare}` : bare
}

function spellBare(meaning: Meaning, level: Level): string {
  if (meaning.kind === 'scalar') return atLevel(meaning.text, meaning.core, level)
  if (meaning.kind === 'list')
    return `[${meaning.items.map((item) => spell(item, level)).join(', ')}]`
  const entries = meaning.entries.map(
    ({ key, core, value }) => `${spellKey(atLevel(key, core, level))}: ${spell(value, level)}`,
  )
  return `{${entries.join(', ')}}`
}

function atLevel(text: string, core: string | undefined, level: Level): string {
  return level === 'core' ? (core ?? text) : text
}

/** A key that could be taken for more than one is quoted. */
function spellKey(key: string): string {
  return /[[\]{},:"]/.test(key) ? JSON.stringify(key) : key
}

/** A text without quotes where its ends and its kind are plain to see. */
export function spellText(value: string): string {
  return /^(?!["\s])[^\p{C}\p{Z}]+(?: [^\p{C}\p{Z}]+)*$/u.test(value)
    ? value
    : JSON.stringify(value)
}

/** A path as people write it: `server.ports[2]`; a key with other characters is quoted. */
export function spellPath(path: MeaningPath): string {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`
    return /^[\p{L}\p{N}_$@#-]+$/u.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`
  })
  return steps.join('').replace(/^\./, '')
}
