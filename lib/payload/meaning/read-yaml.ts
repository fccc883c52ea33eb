import { type Document, isAlias, isMap, isScalar, isSeq, visit } from 'yaml'
import { parseYaml } from '@/lib/payload/yaml/parse'
import { yamlTokens } from '@/lib/payload/yaml/tokens'
import type { Entry, Meaning, Said } from './meaning'
import { YAML_NULL, yamlKey, yamlScalar } from './yaml-scalars'

const MAX_DEPTH = 200

const NO_DOCUMENT: Meaning = { kind: 'scalar', text: '', core: 'null' }

/**
 * What a YAML text says; undefined when it is not YAML, or too deep. Aliases stay names: following
 * them is how a small text becomes a large one.
 */
export function readYaml(text: string): Said | undefined {
  const documents = parseYaml(text)
  if (!documents) return undefined
  const isNoDocument = documents.length === 0 && /^%/m.test(text)
  if (isNoDocument || documents.some(({ errors }) => errors.length > 0)) return undefined
  const { comments, scalars } = yamlTokens(text)
  try {
    const readers = documents.map((document) => new Reader(text, document))
    const items = readers.map((reader, at) => reader.read(at))
    // The parser passes over what it makes nothing of, and says nothing.
    if (readers.reduce((sum, reader) => sum + reader.scalars, 0) !== scalars) return undefined
    return { root: rootOf(items), comments }
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

/** To readers of one document, none is null and several are an error: never a list. */
function rootOf(documents: readonly Meaning[]): Meaning {
  const [first, ...others] = documents
  if (first === undefined) return NO_DOCUMENT
  return others.length === 0 ? first : { kind: 'list', items: documents, mark: '---' }
}

/** Too deep, or an alias of nothing. */
class Unreadable extends Error {}

class Reader {
  /** How many scalars and aliases were written out. */
  scalars = 0
  /** Where the anchors were set that an alias may mean: the last one of its name counts. */
  readonly #anchors = new Map<string, string>()
  readonly #doubled = new Set<string>()

  constructor(
    private readonly text: string,
    private readonly document: Document,
  ) {
    if (!text.includes('&')) return
    const seen = new Set<string>()
    visit(document, {
      Value: (_, { anchor }) => {
        if (anchor && seen.has(anchor)) this.#doubled.add(anchor)
        if (anchor) seen.add(anchor)
      },
    })
  }

  /** `at`: which document of the text it is. */
  read(at: number): Meaning {
    const root = this.#meaningOf(this.document.contents, [])
    const { yaml, docStart } = this.document.directives ?? {}
    const version = yaml?.explicit ? `%YAML ${yaml.version}` : undefined
    // YAML 1.1 wants each document but the first to begin with `---`.
    const mark = marks(at > 0 && !docStart ? '...' : undefined, version, root.mark)
    return mark ? { ...root, mark } : root
  }

  #meaningOf(node: unknown, path: readonly string[]): Meaning {
    if (path.length > MAX_DEPTH) throw new Unreadable()
    if (isAlias(node) || (isScalar(node) && isWritten(node))) this.scalars += 1
    if (isAlias(node)) return { kind: 'scalar', text: this.#aliasOf(node.source) }
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return YAML_NULL
    if (node.anchor) this.#anchors.set(node.anchor, path.join('.'))
    const mark = marks(node.anchor && `&${node.anchor}`, node.tag)
    const marked = mark ? { mark } : {}
    if (isScalar(node)) return { ...yamlScalar(this.text, node), ...marked }
    if (isMap(node)) {
      const entries = node.items.map(({ key, value }) => this.#entryOf(key, value, path))
      return { kind: 'map', entries, ...marked }
    }
    const items = node.items.map((item, at) => this.#meaningOf(item, [...path, String(at)]))
    return { kind: 'list', items, ...marked }
  }

  /** Where a name is given to several nodes, an alias is told by the place of the one it means. */
  #aliasOf(name: string): string {
    if (!this.#anchors.has(name)) throw new Unreadable()
    return this.#doubled.has(name) ? `*${name} (${this.#anchors.get(name)})` : `*${name}`
  }

  #entryOf(key: unknown, value: unknown, path: readonly string[]): Entry {
    const named = yamlKey(key, this.#meaningOf(key, [...path, '']))
    return { ...named, value: this.#meaningOf(value, [...path, named.key]) }
  }
}

/** A value may be left out, and is null then. */
function isWritten({ type, source }: { type?: string; source?: string }): boolean {
  return type !== 'PLAIN' || source !== ''
}

function marks(...each: readonly (string | undefined)[]): string | undefined {
  return each.filter(Boolean).join(' ') || undefined
}
