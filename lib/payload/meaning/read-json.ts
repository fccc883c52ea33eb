import { hasDoubleKeys, type JsonNode, jsonTree } from '@/lib/payload/json/tree'
import type { Meaning } from './meaning'

/** What a JSON text says; undefined when it is not JSON or names a key twice. */
export function readJson(text: string): Meaning | undefined {
  const tree = jsonTree(text)
  return tree && !hasDoubleKeys(tree) ? meaningOf(tree) : undefined
}

function meaningOf(node: JsonNode): Meaning {
  if (node.kind === 'scalar') return { kind: 'scalar', text: node.text }
  if (node.kind === 'array') return { kind: 'list', items: node.items.map(meaningOf) }
  const entries = node.members.map(({ key, value }) => [nameIn(key), meaningOf(value)] as const)
  return { kind: 'map', entries: new Map(entries) }
}

function nameIn(key: string): string {
  return String(JSON.parse(key))
}
