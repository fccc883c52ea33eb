import { jsonTokens } from '@/lib/payload/json/tokens'
import { hasDoubleKeys, type JsonMember, type JsonNode, jsonTree } from '@/lib/payload/json/tree'
import { coalesce, type MergePiece } from './pieces'

type Side = { readonly text: string; readonly node: JsonNode }
type Sides = { readonly base: Side; readonly mine: Side; readonly theirs: Side }

/** One removed what the other changed: no text in its place can be either. */
class Unmergeable extends Error {}

/**
 * Merges JSON by its structure, in theirs' layout: changes of different keys fit together even on
 * one line. Undefined where a text is not JSON, or where only a merge by lines can show the clash.
 */
export function mergeJson(base: string, mine: string, theirs: string): MergePiece[] | undefined {
  const sides = { base: sideOf(base), mine: sideOf(mine), theirs: sideOf(theirs) }
  if (!sides.base || !sides.mine || !sides.theirs) return undefined
  const { base: o, mine: a, theirs: b } = sides
  try {
    const pieces = mergeValue({ base: o, mine: a, theirs: b })
    const head: MergePiece = { kind: 'same', text: theirs.slice(0, b.node.start) }
    const tail: MergePiece = { kind: 'same', text: theirs.slice(b.node.end) }
    return coalesce([head, ...pieces, tail])
  } catch (error) {
    if (error instanceof Unmergeable) return undefined
    throw error
  }
}

function sideOf(text: string): Side | undefined {
  const node = jsonTree(text)
  return node && !hasDoubleKeys(node) ? { text, node } : undefined
}

const sourceOf = ({ text, node }: Side) => text.slice(node.start, node.end)

/** The value without its layout. */
function essence(side: Side): string {
  return (jsonTokens(sourceOf(side)) ?? []).map(({ text }) => text).join('')
}

function mergeValue(sides: Sides): MergePiece[] {
  const { base, mine, theirs } = sides
  const [o, a, b] = [essence(base), essence(mine), essence(theirs)]
  if (o === a && a === b) return [{ kind: 'same', text: sourceOf(theirs) }]
  if (o === a) return [{ kind: 'theirs', text: sourceOf(theirs) }]
  if (a === b) return [{ kind: 'both', text: sourceOf(theirs) }]
  const kinds = [base, mine, theirs].map(({ node }) => node.kind)
  if (kinds.every((kind) => kind === 'object')) return mergeObjects(sides)
  if (o === b) return [{ kind: 'mine', text: sourceOf(mine) }]
  return [
    {
      kind: 'conflict',
      unit: 'value',
      base: sourceOf(base),
      mine: sourceOf(mine),
      theirs: sourceOf(theirs),
    },
  ]
}

type Members = ReadonlyMap<string, JsonMember>

function membersOf({ node }: Side): Members {
  const members = node.kind === 'object' ? node.members : []
  return new Map(members.map((member) => [String(JSON.parse(member.key)), member]))
}

function mergeObjects(sides: Sides): MergePiece[] {
  const { base, mine, theirs } = sides
  const [o, a, b] = [membersOf(base), membersOf(mine), membersOf(theirs)]
  refuseHalfRemoved(sides, o, a, b)
  const layout = layoutOf(theirs, [...b.values()])
  const kept = [...b].filter(([key]) => a.has(key) || !o.has(key))
  const added = [...a].filter(([key]) => !b.has(key) && !o.has(key))
  const pieces: MergePiece[] = [{ kind: 'same', text: layout.open }]
  kept.forEach(([key, member], index) => {
    if (index > 0) pieces.push({ kind: 'same', text: layout.between })
    pieces.push(...mergeMember(sides, member, o.get(key), a.get(key)))
  })
  added.forEach(([, member], index) => {
    const gap = kept.length + index > 0 ? layout.between : ''
    pieces.push({ kind: 'mine', text: gap + mine.text.slice(member.start, member.value.end) })
  })
  return [...pieces, { kind: 'same', text: layout.close }]
}

/** Throws where one side removed a member that the other changed. */
function refuseHalfRemoved(
  { base, mine, theirs }: Sides,
  o: Members,
  a: Members,
  b: Members,
): void {
  for (const [key, { value }] of o) {
    const [ours, others] = [a.get(key), b.get(key)]
    if ((ours === undefined) === (others === undefined)) continue
    const left = ours ? { text: mine.text, node: ours.value } : others && at(theirs, others)
    if (left && essence(left) !== essence({ text: base.text, node: value })) throw new Unmergeable()
  }
}

function at({ text }: Side, { value }: JsonMember): Side {
  return { text, node: value }
}

function mergeMember(
  { base, mine, theirs }: Sides,
  member: JsonMember,
  before: JsonMember | undefined,
  ours: JsonMember | undefined,
): MergePiece[] {
  const head = theirs.text.slice(member.start, member.value.start)
  const own = at(theirs, member)
  if (!ours) return [{ kind: 'theirs', text: head + sourceOf(own) }]
  const pieces = before
    ? mergeValue({ base: at(base, before), mine: at(mine, ours), theirs: own })
    : mergeAdded(at(mine, ours), own)
  return [{ kind: 'same', text: head }, ...pieces]
}

/** Both added the same key. */
function mergeAdded(mine: Side, theirs: Side): MergePiece[] {
  const text = sourceOf(theirs)
  if (essence(mine) === essence(theirs)) return [{ kind: 'both', text }]
  return [{ kind: 'conflict', unit: 'value', base: '', mine: sourceOf(mine), theirs: text }]
}

/** The text around and between the members of an object, as its writer laid it out. */
function layoutOf({ text, node }: Side, members: readonly JsonMember[]) {
  const [first, second] = members
  const last = members.at(-1)
  const open = text.slice(node.start, first ? first.start : node.start + 1)
  const close = last ? text.slice(last.value.end, node.end) : '}'
  const between = first && second ? text.slice(first.value.end, second.start) : `,${open.slice(1)}`
  return { open, close, between }
}
