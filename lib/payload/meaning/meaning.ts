/** What a structured text says, whatever its layout. Scalars keep their spelling. */
export type Meaning =
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Meaning> }
  | { readonly kind: 'list'; readonly items: readonly Meaning[] }
  | { readonly kind: 'scalar'; readonly text: string }

/** A step into a map or a list. */
export type Step = string | number

export type MeaningChange = {
  readonly path: readonly Step[]
  /** Undefined: it was not there. */
  readonly before?: string
  /** Undefined: it is gone. */
  readonly after?: string
}

/** One line that spells a meaning, for showing and comparing. */
export function spell(meaning: Meaning): string {
  if (meaning.kind === 'scalar') return meaning.text
  if (meaning.kind === 'list') return `[${meaning.items.map(spell).join(', ')}]`
  return `{${[...meaning.entries].map(([key, value]) => `${key}: ${spell(value)}`).join(', ')}}`
}

/** A path as people write it: `server.ports[2]`; a key with other characters is quoted. */
export function spellPath(path: readonly Step[]): string {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`
    return /^[\w$-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`
  })
  return steps.join('').replace(/^\./, '')
}
