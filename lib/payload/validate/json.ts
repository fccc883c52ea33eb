import { relaxJson } from '@/lib/payload/json/relaxed'
import { scanJson } from '@/lib/payload/json/tokens'
import { type JsonNode, jsonTree, keyName } from '@/lib/payload/json/tree'
import { type Finding, findingAt } from './finding'

/** The first error of JSON with comments, which strict readers refuse for what it has of its own. */
export function validateJsonc(text: string): Finding[] {
  const relaxed = relaxJson(text)
  const findings = validateJson(relaxed.text)
  const at = relaxed.comment ?? relaxed.comma
  return at === undefined ? findings : [commentAt(text, at, 'warning'), ...findings]
}

function commentAt(text: string, at: number, severity: Finding['severity']): Finding {
  return findingAt(text, { severity, code: 'json-comments', detail: '' }, at)
}

/** The first error of a JSON text; else the keys that an object names twice. */
export function validateJson(text: string): Finding[] {
  const scanned = scanJson(text)
  if (!Array.isArray(scanned)) {
    const relaxed = relaxJson(text)
    if (relaxed.comment !== undefined && Array.isArray(scanJson(relaxed.text)))
      return [commentAt(text, relaxed.comment, 'error')]
    const { kind, at } = scanned
    const detail = String.fromCodePoint(text.codePointAt(at) ?? 32)
    return [findingAt(text, { severity: 'error', code: kind, detail }, at)]
  }
  const tree = jsonTree(text)
  return tree ? [...doubleKeys(text, tree)] : []
}

function* doubleKeys(text: string, node: JsonNode): Generator<Finding> {
  if (node.kind === 'array') for (const item of node.items) yield* doubleKeys(text, item)
  if (node.kind !== 'object') return
  const seen = new Set<string>()
  for (const { key, start, value } of node.members) {
    const what = { severity: 'warning', code: 'double-key', detail: key } as const
    const name = keyName(key)
    if (seen.has(name)) yield findingAt(text, what, start, start + key.length)
    seen.add(name)
    yield* doubleKeys(text, value)
  }
}
