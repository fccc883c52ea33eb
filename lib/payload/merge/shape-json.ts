import { type JsonNode, jsonTree } from '@/lib/payload/json/tree'
import type { Shape } from './shape'

/** The keys of a JSON text; lists and scalars are one piece each. */
export function shapeJson(text: string): Shape | undefined {
  const tree = jsonTree(text)
  return tree && shapeOf(tree)
}

function shapeOf(node: JsonNode): Shape {
  const { start, end } = node
  if (node.kind !== 'object') return { kind: 'leaf', start, end }
  const members = node.members.map((member) => {
    const key = String(JSON.parse(member.key))
    return { key, start: member.start, end: member.value.end, value: shapeOf(member.value) }
  })
  return { kind: 'map', members, start, end, hasCommas: true }
}
