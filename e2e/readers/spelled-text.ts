export const KEYED = ['json', 'yaml', 'toml', 'ini', 'properties', 'env', 'xml'] as const

export type Keyed = (typeof KEYED)[number]

/** How keys may be spelled, of which some readers take several for one. */
const SPELLINGS: Partial<Readonly<Record<Keyed, Readonly<Record<string, readonly string[]>>>>> = {
  json: { b: ['"b"', '"\\u0062"'], c: ['"é"', '"\\u00e9"'] },
  yaml: {
    b: ['on', 'yes', 'true'],
    c: ['8', '010', '0x8'],
    d: ['"8"', "'8'", '!!str 8'],
    e: ['"on"', 'e', '&k e'],
  },
  toml: { b: ['b', '"b"', "'b'"], c: ['"é"', '"\\u00e9"'] },
  ini: { b: ['b', 'B'] },
  properties: { b: ['b', '\\u0062', '\\b'], c: ['cc', 'c\\\n  c'] },
}

/** A key with its value, of a map. */
export type Node = {
  readonly key: string
  readonly spelling: number
  readonly value: string | readonly Node[]
  readonly note: string
}

/** How the lines of a text are laid out. */
export type Look = { readonly end: string; readonly isEnded: boolean; readonly isAiry: boolean }

/** The text of a map in its format. */
export function spelled(
  format: Keyed,
  nodes: readonly Node[],
  { end, isEnded, isAiry }: Look,
): string {
  const lines = SPELL[format](nodes).join(isAiry ? '\n\n' : '\n')
  const text = isEnded && lines !== '' ? `${lines}\n` : lines
  return text.replaceAll('\n', end)
}

/** A key of a node as its format spells it. */
function named(format: Keyed, { key, spelling }: Node): string {
  const spellings = SPELLINGS[format]?.[key] ?? [format === 'json' ? `"${key}"` : key]
  return spellings[spelling % spellings.length] ?? key
}

const SPELL: Readonly<Record<Keyed, (nodes: readonly Node[]) => string[]>> = {
  json: (nodes) => ['{', ...json(nodes, '  '), '}'],
  yaml: (nodes) => yaml(nodes, ''),
  toml: (nodes) => toml(nodes, []),
  ini,
  properties: pairs('properties', '#', '='),
  env: pairs('env', '#', '='),
  xml: (nodes) => ['<r>', ...xml(nodes, '  '), '</r>'],
}

function json(nodes: readonly Node[], indent: string): string[] {
  return nodes.flatMap((node, at) => {
    const [key, { value }] = [named('json', node), node]
    const comma = at < nodes.length - 1 ? ',' : ''
    if (typeof value === 'string') return [`${indent}${key}: ${value}${comma}`]
    return [`${indent}${key}: {`, ...json(value, `${indent}  `), `${indent}}${comma}`]
  })
}

function yaml(nodes: readonly Node[], indent: string): string[] {
  return nodes.flatMap((node) => {
    const [key, { value, note }] = [named('yaml', node), node]
    const before = note === 'note' ? [`${indent}# ${note}`] : []
    if (typeof value !== 'string' && value.length > 0)
      return [...before, `${indent}${key}:`, ...yaml(value, `${indent}  `)]
    const text = typeof value === 'string' ? value.replaceAll('\n', `\n${indent}`) : '{}'
    const behind = note === 'other' && !text.includes('\n') ? ` # ${note}` : ''
    return [...before, `${indent}${key}:${text.startsWith('\n') ? '' : ' '}${text}${behind}`]
  })
}

function toml(nodes: readonly Node[], path: readonly string[]): string[] {
  const comment = ({ note }: Node) => (note === '' ? [] : [`# ${note}`])
  const own = nodes.flatMap((node) =>
    typeof node.value === 'string'
      ? [...comment(node), `${named('toml', node)} = ${node.value}`]
      : [],
  )
  const tables = nodes.flatMap((node) => {
    if (typeof node.value === 'string') return []
    const here = [...path, named('toml', node)]
    return [...comment(node), `[${here.join('.')}]`, ...toml(node.value, here)]
  })
  return [...own, ...tables]
}

function ini(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) => {
    const inner = typeof node.value === 'string' ? [{ ...node, value: node.value }] : node.value
    return [`[${named('ini', node)}]`, ...pairs('ini', ';', ' = ')(inner)]
  })
}

function pairs(format: Keyed, mark: string, separator: string) {
  return (nodes: readonly Node[]) =>
    nodes.flatMap((node) => {
      const [key, { value, note }] = [named(format, node), node]
      const before = note === '' ? [] : [`${mark} ${note}`]
      return [...before, `${key}${separator}${typeof value === 'string' ? value : ''}`]
    })
}

/** `e` and `f` are written as attributes named so; a map of more than two names itself. */
function xml(nodes: readonly Node[], indent: string): string[] {
  return nodes.flatMap(({ key, value, note }) => {
    const before = note === 'note' ? [`${indent}<!-- ${note} -->`] : []
    if (typeof value === 'string') return [...before, `${indent}<${key}>${value}</${key}>`]
    const isAttribute = ({ key, value }: Node) =>
      /[ef]/.test(key) && typeof value === 'string' && /^\w*$/.test(value)
    const named = [...new Map(value.filter(isAttribute).map((each) => [each.key, each])).values()]
    const attributes = named.map(
      (each) => ` ${each.key === 'e' ? 'name' : each.key}="${each.value}"`,
    )
    const inner = xml(
      value.filter((each) => !isAttribute(each)),
      `${indent}  `,
    )
    return [...before, `${indent}<${key}${attributes.join('')}>`, ...inner, `${indent}</${key}>`]
  })
}
