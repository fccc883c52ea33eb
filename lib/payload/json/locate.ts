import { type JsonNode, jsonTree } from './tree'

type Span = { readonly start: number; readonly end: number }

/** Where the values that RFC 6901 pointers name stand in a JSON text; the root for what is not there. */
export function locateIn(text: string): (pointer: string) => Span {
  const tree = jsonTree(text)
  if (!tree) return () => ({ start: 0, end: 0 })
  return (pointer) => {
    const steps = pointer.split('/').slice(1).map(unescaped)
    return steps.reduce<JsonNode>((node, step) => childOf(node, step) ?? node, tree)
  }
}

function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}

function childOf(node: JsonNode, step: string): JsonNode | undefined {
  if (node.kind === 'array') return node.items[Number(step)]
  if (node.kind === 'scalar') return undefined
  return node.members.find(({ key }) => JSON.parse(key) === step)?.value
}
