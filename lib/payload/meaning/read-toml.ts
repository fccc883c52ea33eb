import { type TomlStatement, tomlStatements } from '@/lib/payload/toml/statements'
import type { TomlPair, TomlValue } from '@/lib/payload/toml/values'
import type { Meaning, Said } from './meaning'

/** What a TOML text says; undefined where it is none. Numbers and dates stay as they are spelled. */
export function readToml(text: string): Said | undefined {
  const statements = tomlStatements(text)
  if (!statements) return undefined
  const root: Table = new Map()
  let within = root
  for (const statement of statements) {
    if (statement.kind === 'pair') put(within, statement)
    else if (statement.kind !== 'blank') within = open(root, statement)
  }
  return { root: meaningOfTable(root), comments: statements.flatMap(({ comments }) => comments) }
}

/** Tables are put together from several places of the text. */
type Table = Map<string, Table | Table[] | Meaning>

function open(root: Table, { kind, path }: TomlStatement): Table {
  const above = descend(root, path.slice(0, -1))
  const name = path.at(-1) ?? ''
  if (kind === 'table') return descend(above, [name])
  const list = above.get(name)
  const table: Table = new Map()
  if (Array.isArray(list)) list.push(table)
  else above.set(name, [table])
  return table
}

/** The table that `path` leads to, made where it is not there; of an array, its last one. */
function descend(root: Table, path: readonly string[]): Table {
  return path.reduce((table, name) => {
    const found = table.get(name)
    const last = Array.isArray(found) ? found.at(-1) : found
    if (last instanceof Map) return last
    const made: Table = new Map()
    table.set(name, made)
    return made
  }, root)
}

function put(table: Table, { path, value }: Pick<TomlStatement, 'path' | 'value'>): void {
  if (value) descend(table, path.slice(0, -1)).set(path.at(-1) ?? '', meaningOf(value))
}

function meaningOfTable(table: Table): Meaning {
  const entries = [...table].map(([key, found]) => {
    if (found instanceof Map) return { key, value: meaningOfTable(found) }
    if (!Array.isArray(found)) return { key, value: found }
    return { key, value: { kind: 'list', items: found.map(meaningOfTable) } as const }
  })
  return { kind: 'map', entries }
}

function meaningOf(value: TomlValue): Meaning {
  switch (value.kind) {
    case 'scalar':
      return { kind: 'scalar', text: value.source }
    case 'text':
      return textOf(value.text)
    case 'array':
      return { kind: 'list', items: value.items.map(meaningOf) }
    case 'table':
      return inlineOf(value.pairs)
  }
}

function inlineOf(pairs: readonly TomlPair[]): Meaning {
  const table: Table = new Map()
  for (const pair of pairs) put(table, pair)
  return meaningOfTable(table)
}

/** Some readers keep the CRLF of a text of several lines. */
function textOf(text: string): Meaning {
  const core = JSON.stringify(text.replaceAll('\r\n', '\n'))
  return { kind: 'scalar', text: JSON.stringify(text), core }
}
