import fc from 'fast-check'
import { type Keyed, type Look, type Node, spelled } from './spelled-text'

/** Three texts: what two people made of one. */
export type Edited = { readonly base: string; readonly mine: string; readonly theirs: string }

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
const spelling = fc.constantFrom(0, 0, 0, 1, 2)
const note = fc.constantFrom('', '', '', 'note', 'other')

/** Values as each format spells them; some mean the same, some only to some. */
const VALUES: Readonly<Record<Keyed, readonly string[]>> = {
  json: [
    '1',
    '2',
    '1.0',
    '"x"',
    '"1"',
    'true',
    'null',
    '[1, 2]',
    '[2, 1]',
    '[]',
    '{}',
    '{"x": 1, "y": 2}',
  ],
  yaml: [
    '1',
    '2',
    'x',
    '"1"',
    'no',
    '"no"',
    '~',
    '[1, 2]',
    '[2, 1]',
    '{x: 1, y: 2}',
    '|\n  text\n  more',
    '\n  - 1\n  - 2',
  ],
  toml: [
    '1',
    '2',
    '1.0',
    '"x"',
    '"1"',
    'true',
    '[1, 2]',
    '[\n  1, # one\n  2,\n]',
    '{ x = 1 }',
    '"""\ntext\n"""',
  ],
  ini: ['1', '2', 'x', 'x y', '"x"', 'x=y', 'x\n  more', 'x ; y'],
  properties: ['1', '2', 'x', 'x y', '', 'x\\\n  more', '\\u0041', 'A', 'x=y'],
  env: ['1', '2', 'x', '"x y"', '"x\nb=1\ny"', "'x'", '', '$A'],
  xml: ['1', '2', 'x', ' x ', '', '<x/>', '<![CDATA[x]]>', 'a<i/>b'],
}

const DEPTH: Readonly<Record<Keyed, number>> = {
  json: 3,
  yaml: 3,
  toml: 2,
  ini: 1,
  properties: 0,
  env: 0,
  xml: 2,
}

function nodes(format: Keyed, depth: number): fc.Arbitrary<readonly Node[]> {
  const text = fc.constantFrom(...VALUES[format])
  const value = depth > 0 ? fc.oneof(text, text, nodes(format, depth - 1)) : text
  const node = fc.record({ key, spelling, value, note })
  return fc.uniqueArray(node, { selector: (each) => each.key, maxLength: depth > 0 ? 4 : 6 })
}

type Op = {
  readonly kind: string
  readonly at: readonly number[]
  readonly key: string
  readonly spelling: number
  readonly value: string | readonly Node[]
  readonly note: string
}

const KINDS = [
  'respell',
  'edit',
  'edit',
  'add',
  'add',
  'remove',
  'rename',
  'move',
  'note',
  'double',
  'carry',
]

/** Two people's edits of one text: of different keys, of the same, in whatever layout. */
export function editedText(format: Keyed): fc.Arbitrary<Edited> {
  const op: fc.Arbitrary<Op> = fc.record({
    kind: fc.constantFrom(...KINDS),
    at: fc.array(fc.nat(8), { minLength: 1, maxLength: 3 }),
    key,
    spelling,
    value: fc.oneof(fc.constantFrom(...VALUES[format]), nodes(format, 0)),
    note,
  })
  const ops = fc.array(op, { minLength: 1, maxLength: 3 })
  const look = fc.record({
    end: fc.constantFrom('\n', '\n', '\n', '\r\n'),
    isEnded: fc.constantFrom(true, true, true, false),
    isAiry: fc.constantFrom(false, false, false, true),
  })
  const side = fc.record({ ops, look: fc.option(look, { freq: 8 }) })
  return fc
    .record({ base: nodes(format, DEPTH[format]), look, mine: side, theirs: side })
    .map(({ base, look, mine, theirs }) => {
      const text = (nodes: readonly Node[], own: Look) => spelled(format, nodes, own)
      const made = (each: { ops: readonly Op[]; look: Look | null }) =>
        text(each.ops.reduce(applied, base), each.look ?? look)
      return { base: text(base, look), mine: made(mine), theirs: made(theirs) }
    })
}

/** Does an operation on the map that `at` leads to. */
function applied(nodes: readonly Node[], op: Op): readonly Node[] {
  const [first = 0, ...rest] = op.at
  const index = nodes.length === 0 ? 0 : first % nodes.length
  const node = nodes[index]
  if (node && typeof node.value !== 'string' && rest.length > 0) {
    const value = applied(node.value, { ...op, at: rest })
    return nodes.toSpliced(index, 1, { ...node, value })
  }
  const made = { key: op.key, spelling: op.spelling, value: op.value, note: op.note }
  const isThere = nodes.some((each) => each.key === op.key)
  if (op.kind === 'double') return nodes.toSpliced(index, 0, made)
  if (op.kind === 'add') return isThere ? nodes : nodes.toSpliced(index, 0, made)
  if (!node) return nodes
  switch (op.kind) {
    case 'remove':
      return nodes.toSpliced(index, 1)
    case 'respell':
      return nodes.toSpliced(index, 1, { ...node, spelling: op.spelling })
    case 'rename':
      return isThere ? nodes : nodes.toSpliced(index, 1, { ...node, key: op.key })
    case 'note':
      return nodes.toSpliced(index, 1, { ...node, note: op.note })
    case 'move':
      return nodes.toSpliced(index, 1).toSpliced((first * 7) % nodes.length, 0, node)
    case 'carry':
      return carried(nodes, index, node)
    default:
      return nodes.toSpliced(index, 1, { ...node, value: op.value })
  }
}

/** Moves a key into the first map beside it. */
function carried(nodes: readonly Node[], index: number, node: Node): readonly Node[] {
  const rest = nodes.toSpliced(index, 1)
  const into = rest.findIndex(({ value }) => typeof value !== 'string')
  const target = rest[into]
  if (!target || typeof target.value === 'string') return nodes
  return rest.toSpliced(into, 1, { ...target, value: [...target.value, node] })
}
