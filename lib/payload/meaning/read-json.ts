import { type JsonNode, jsonTree, keyName } from '@/lib/payload/json/tree'
import type { Meaning, Said } from './meaning'

/** What a JSON text says; undefined when it is not JSON. Numbers stay as they are spelled. */
export function readJson(text: string): Said | undefined {
  const tree = jsonTree(text)
  return tree && { root: meaningOf(tree), comments: [] }
}

function meaningOf(node: JsonNode): Meaning {
  if (node.kind === 'scalar') return { kind: 'scalar', text: canonical(node.text) }
  if (node.kind === 'array') return { kind: 'list', items: node.items.map(meaningOf) }
  const entries = node.members.map(({ key, value }) => {
    return { key: keyName(key), value: meaningOf(value) }
  })
  return { kind: 'map', entries }
}

/** A text may be spelled with escapes or without; a number is kept, whatever a float makes of it. */
function canonical(scalar: string): string {
  return scalar.startsWith('"') ? JSON.stringify(JSON.parse(scalar)) : scalar
}
