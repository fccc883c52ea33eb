import type { Entry, MapMeaning, Meaning, Said } from './meaning'

/** Aliases may name aliases: this many values in all, and no more. */
const MAX_VALUES = 200_000

class TooLarge extends Error {}

/**
 * What a YAML text says to a program that loads it: in the place of aliases and merge keys stands
 * what they name. Undefined where that would be too much.
 */
export function resolveAliases({ root, comments }: Said): Said | undefined {
  try {
    return { root: new Resolver().resolve(root), comments }
  } catch (error) {
    if (error instanceof TooLarge) return undefined
    throw error
  }
}

type Sized = { readonly meaning: Meaning; readonly size: number }

class Resolver {
  readonly #named = new Map<string, Sized>()
  #size = 0

  resolve(meaning: Meaning): Meaning {
    const before = this.#size
    const { anchor, tag } = partsOf(meaning.mark)
    const resolved = this.#within(meaning)
    const { mark: _, ...bare } = resolved
    const whole = tag ? { ...bare, mark: tag } : bare
    if (anchor) this.#named.set(anchor, { meaning: whole, size: this.#size - before })
    return whole
  }

  #grow(by: number): void {
    this.#size += by
    if (this.#size > MAX_VALUES) throw new TooLarge()
  }

  #within(meaning: Meaning): Meaning {
    this.#grow(1)
    if (meaning.kind === 'map') return { ...meaning, entries: this.#entries(meaning) }
    if (meaning.kind === 'list')
      return { ...meaning, items: meaning.items.map((item) => this.resolve(item)) }
    const named = meaning.text.startsWith('*') ? this.#aliasOf(meaning.text) : undefined
    if (!named) return meaning
    this.#grow(named.size)
    return named.meaning
  }

  /** Where a name is set more than once, the last one before counts. */
  #aliasOf(text: string): Sized | undefined {
    return this.#named.get(text.slice(1).replace(/ \(.*\)$/s, ''))
  }

  /** What a map takes over from others stands behind its own keys, and gives way to them. */
  #entries({ entries }: MapMeaning): Entry[] {
    const resolved = entries.map((entry) => ({ ...entry, value: this.resolve(entry.value) }))
    const own = resolved.filter(({ key }) => key !== '<<')
    const keys = new Set(own.map(({ key }) => key))
    const taken = resolved
      .filter(({ key }) => key === '<<')
      .flatMap(({ value }) => (value.kind === 'list' ? value.items : [value]))
      .flatMap((each) => (each.kind === 'map' ? each.entries : []))
      .filter(({ key }) => !keys.has(key) && keys.add(key))
    return [...own, ...taken]
  }
}

function partsOf(mark = ''): { anchor: string | undefined; tag: string } {
  const parts = mark.split(' ')
  const anchor = parts.find((part) => part.startsWith('&'))?.slice(1)
  return { anchor, tag: parts.filter((part) => !part.startsWith('&')).join(' ') }
}
