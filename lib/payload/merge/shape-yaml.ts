import { isAlias, isMap, isNode, isPair, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml'
import { yamlKey, yamlScalar } from '@/lib/payload/meaning/yaml-scalars'
import { parseYaml } from '@/lib/payload/yaml/parse'
import { behindHead, leaf, lineEnd, type Member, mapOf, type Shape } from './shape'

/**
 * The keys of a YAML text of one document: of maps that are written one key a line. Lists, and maps
 * in braces, are one piece each.
 */
export function shapeYaml(text: string): Shape | undefined {
  const documents = parseYaml(text) ?? []
  const [document] = documents
  if (!document || documents.length > 1 || document.errors.length > 0) return undefined
  const root = document.contents
  if (!isBlockMap(root)) return undefined
  const first = lineStart(text, root.range?.[0] ?? 0)
  return shapeMap(text, root, behindHead(text, first, behindMarker(text, first)))
}

/** Behind `---` and what stands before it, where that is there. */
function behindMarker(text: string, first: number): number {
  const marker = /^---.*\n/m.exec(text.slice(0, first))
  return marker ? marker.index + marker[0].length : 0
}

function isBlockMap(node: unknown): node is YAMLMap {
  return isMap(node) && node.flow !== true && node.items.length > 0
}

/** Undefined where a key does not begin its line. */
function shapeMap(text: string, map: YAMLMap, start: number): Shape | undefined {
  const members: Member[] = []
  let at = start
  for (const pair of map.items) {
    const member = memberOf(text, pair, at)
    if (!member) return undefined
    members.push(member)
    at = member.end
  }
  return mapOf(members, { start, end: at })
}

/** Undefined where the key is more than a name that begins its line. */
function memberOf(text: string, { key, value }: Pair, start: number): Member | undefined {
  if (!isScalar(key) || !key.range || key.anchor || key.tag) return undefined
  const [keyStart, keyEnd] = key.range
  if (keyStart < start || !/^ *$/.test(text.slice(lineStart(text, keyStart), keyStart)))
    return undefined
  const colon = /^[ \t]*:[ \t]*/.exec(text.slice(keyEnd, text.indexOf('\n', keyEnd) + 1))
  if (!colon) return undefined
  const behind = keyEnd + colon[0].length
  const end = lineEnd(text, endOf(value) ?? behind)
  const shape = shapeValue(text, value, { behind, end })
  return { ...yamlKey(key, yamlScalar(text, key)), start, end, value: shape }
}

type Place = { readonly behind: number; readonly end: number }

function shapeValue(text: string, value: unknown, { behind, end }: Place): Shape {
  const valueEnd = endOf(value)
  if (valueEnd === undefined) return leaf(behind, behind)
  const below = lineEnd(text, behind + 1)
  const isBelow = (isMap(value) || isSeq(value)) && (value.range?.[0] ?? 0) >= below
  if (!isBelow) return leaf(behind, valueEnd)
  return (isBlockMap(value) && shapeMap(text, value, below)) || leaf(below, end)
}

/** Behind the last character of a node that is one; undefined for what is left out. */
function endOf(node: unknown): number | undefined {
  if (!isNode(node) || !node.range) return undefined
  const [from, to] = node.range
  if (isAlias(node) || isScalar(node)) return from === to ? undefined : to
  if (!isMap(node) && !isSeq(node)) return undefined
  if (node.flow) return to
  const last = node.items.at(-1)
  if (isPair(last)) return endOf(last.value) ?? endOf(last.key) ?? from
  return endOf(last) ?? to
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1
}
