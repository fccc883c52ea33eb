import { isMap, isNode, isScalar, isSeq } from 'yaml'
import { type Span, stepsOf } from '@/lib/payload/json/locate'
import { parseYaml } from '@/lib/payload/yaml/parse'

/** More repetitions than that are a bomb. */
const MAX_ALIASES = 100

/** What a YAML text of one document says, as JSON; undefined where it is not one, or not valid. */
export function yamlAsJson(text: string): string | undefined {
  const document = onlyDocument(text)
  try {
    const value: unknown = document?.toJS({ maxAliasCount: MAX_ALIASES })
    return value === undefined ? undefined : JSON.stringify(value)
  } catch {
    return undefined
  }
}

/** Where the values that RFC 6901 pointers name stand in a YAML text. */
export function locateInYaml(text: string): (pointer: string) => Span {
  const root = onlyDocument(text)?.contents
  return (pointer) => {
    let node: unknown = root
    let span = spanOf(root) ?? { start: 0, end: 0 }
    for (const step of stepsOf(pointer)) {
      const found = childOf(node, step)
      if (!found) break
      node = found.value
      // A key without a value has no place of its own but the key's.
      span = spanOf(found.value) ?? spanOf(found.key) ?? span
    }
    return span
  }
}

function onlyDocument(text: string) {
  const documents = parseYaml(text, { prettyErrors: false })
  if (documents?.length !== 1) return undefined
  const [document] = documents
  return document && document.errors.length === 0 ? document : undefined
}

function childOf(node: unknown, step: string): { key: unknown; value: unknown } | undefined {
  if (isSeq(node)) {
    const value = node.items[Number(step)]
    return value === undefined ? undefined : { key: undefined, value }
  }
  if (!isMap(node)) return undefined
  const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === step)
  return pair && { key: pair.key, value: pair.value }
}

function spanOf(node: unknown): Span | undefined {
  const [start, end] = (isNode(node) && node.range) || []
  return start === undefined || end === undefined || start === end ? undefined : { start, end }
}
