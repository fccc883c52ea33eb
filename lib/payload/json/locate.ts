import { type JsonNode, jsonTree } from './tree'

export type Span = { readonly start: number; readonly end: number }

/** Where the values that RFC 6901 pointers name stand in a JSON text; the root for what is not there. */
export function locateIn(text: string): (pointer: string) => Span {
  const tree = jsonTree(text)
  if (!tree) return () => ({ start: 0, end: 0 })
  return (pointer) => {
    return stepsOf(pointer).reduce<JsonNode>((node, step) => childOf(node, step) ?? node, tree)
  }
}

/** The steps of an RFC 6901 pointer. */
export function stepsOf(pointer: string): string[] {
  const steps = pointer.split('/').slice(1)
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function childOf(node: JsonNode, step: string): JsonNode | undefined {
  if (node.kind === 'array') return node.items[Number(step)]
  if (node.kind === 'scalar') return undefined
  return node.members.find(({ key }) => JSON.parse(key) === step)?.value
}
