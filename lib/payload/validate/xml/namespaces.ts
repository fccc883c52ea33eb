import type { XmlTag } from './tags'

const XML = 'http://www.w3.org/XML/1998/namespace'
const XMLNS = 'http://www.w3.org/2000/xmlns/'

/** What a reader that knows namespaces refuses, where one that does not reads on. */
export type NamespaceNote = { readonly at: number; readonly detail: string }

type Scope = ReadonlyMap<string, string>

/** Follows which prefixes stand for which namespaces. */
export class Namespaces {
  readonly notes: NamespaceNote[] = []
  readonly #scopes: Scope[] = [new Map([['xml', XML]])]

  enter({ name, at, attributes }: XmlTag): void {
    const outer = this.#scopes.at(-1) ?? new Map()
    const bound = attributes.filter((each) => /^xmlns(:|$)/.test(each.name))
    const scope = bound.length === 0 ? outer : new Map(outer)
    this.#scopes.push(scope)
    for (const each of bound) {
      const prefix = each.name.slice('xmlns:'.length)
      if (!fits(prefix, each.value)) this.#note(each.at, `${each.name}="${each.value}"`)
      if (scope instanceof Map) scope.set(prefix, each.value)
    }
    this.#resolve(scope, name, at)
    const seen = new Set<string>()
    for (const each of attributes) {
      if (!each.name.includes(':') || each.name.startsWith('xmlns:')) continue
      const full = this.#resolve(scope, each.name, each.at)
      if (full && seen.has(full)) this.#note(each.at, each.name)
      if (full) seen.add(full)
    }
  }

  leave(): void {
    this.#scopes.pop()
  }

  /** The namespace and local part of a name; undefined, and noted, where it has none. */
  #resolve(scope: Scope, name: string, at: number): string | undefined {
    const [prefix = '', local, ...more] = name.split(':')
    if (local === undefined) return undefined
    const space = scope.get(prefix)
    if (space && prefix && local && more.length === 0 && !/^[-.\d]/.test(local))
      return `${space} ${local}`
    this.#note(at, name)
    return undefined
  }

  #note(at: number, detail: string): void {
    this.notes.push({ at, detail })
  }
}

/** Whether a prefix, or none, may stand for that namespace. */
function fits(prefix: string, space: string): boolean {
  if (prefix === 'xmlns' || prefix.includes(':')) return false
  if (prefix === 'xml' || space === XML) return prefix === 'xml' && space === XML
  return space !== XMLNS && (space !== '' || prefix === '')
}
