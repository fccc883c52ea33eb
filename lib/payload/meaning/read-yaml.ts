import { isAlias, isMap, isScalar, isSeq, type Node, parseAllDocuments } from 'yaml'
import { staysText } from '@/lib/payload/yaml-plain'
import type { Meaning } from './meaning'

const MAX_DEPTH = 200

/**
 * What a YAML text says; undefined when it is not YAML. Aliases stay names: following them is how
 * a small text becomes a large one.
 */
export function readYaml(text: string): Meaning | undefined {
  const documents = parseAllDocuments(text, { uniqueKeys: false })
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0))
    return undefined
  const items = documents.map(({ contents }) => meaningOf(contents, 0))
  return items.length === 1 ? items[0] : { kind: 'list', items }
}

function meaningOf(node: unknown, depth: number): Meaning {
  if (depth > MAX_DEPTH) return { kind: 'scalar', text: '…' }
  if (isMap<Node, Node | null>(node))
    return {
      kind: 'map',
      entries: new Map(
        node.items.map(({ key, value }) => [textOf(key), meaningOf(value, depth + 1)]),
      ),
    }
  if (isSeq(node))
    return { kind: 'list', items: node.items.map((item) => meaningOf(item, depth + 1)) }
  return { kind: 'scalar', text: textOf(node) }
}

function textOf(node: unknown): string {
  if (isAlias(node)) return `*${node.source}`
  if (isScalar(node)) return textOfScalar(node.value, node.source)
  return node === null || node === undefined ? 'null' : String(node)
}

/** A text that would be something else without its quotes keeps them: `"1"` is not `1`. */
function textOfScalar(value: unknown, source: string | undefined): string {
  if (typeof value !== 'string') return source ?? String(value)
  return staysText(value) ? value : JSON.stringify(value)
}
