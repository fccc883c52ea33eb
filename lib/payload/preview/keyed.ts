import { iniLines } from '@/lib/payload/ini/lines'
import type { JsonToken } from '@/lib/payload/json/tokens'
import { propertiesLines } from '@/lib/payload/properties/lines'

/** The members of a value's top level, as far as they were seen; a value only where it is short. */
export type Member = { readonly key: string; readonly value: string | null }

export type TopLevel =
  | { readonly kind: 'members' | 'tables' | 'sections'; readonly members: readonly Member[] }
  | { readonly kind: 'items'; readonly count: number }

/** What stands on the top level of a JSON text, or of its beginning. */
export function topOfJson(tokens: readonly JsonToken[]): TopLevel | undefined {
  const [first] = tokens
  if (first?.text === '[') return { kind: 'items', count: itemsOf(tokens) }
  if (first?.text !== '{') return undefined
  const members: Member[] = []
  let depth = 0
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind === 'open') depth += 1
    if (kind === 'close') depth -= 1
    if (kind !== 'key' || depth !== 1) continue
    const value = tokens[index + 2]
    if (value) members.push({ key: unquoted(text), value: scalarOf(value) })
  }
  return { kind: 'members', members }
}

function itemsOf(tokens: readonly JsonToken[]): number {
  let depth = 0
  let count = 0
  for (const { kind } of tokens) {
    if (depth === 1 && (kind === 'open' || isScalar(kind))) count += 1
    if (kind === 'open') depth += 1
    if (kind === 'close') depth -= 1
  }
  return count
}

const isScalar = (kind: JsonToken['kind']) =>
  kind === 'string' || kind === 'number' || kind === 'literal'

function scalarOf({ kind, text }: JsonToken): string | null {
  if (!isScalar(kind)) return null
  return kind === 'string' ? unquoted(text) : text
}

/** The text that a JSON string means. */
export function unquoted(text: string): string {
  return String(JSON.parse(text))
}

const YAML_MEMBER =
  /^(?:"([^"\\]+)"|'([^']+)'|([\p{L}\p{N}_/.][^:#{}[\],&*!|>'"%@`]*)):(?:[ \t]+(.*))?$/u

/** What stands on the top level of a YAML text: what is not indented is on it. */
export function topOfYaml(text: string): TopLevel | undefined {
  const members: Member[] = []
  let items = 0
  for (const line of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
    if (/^---(?:\s|$)/.test(line) && members.length === 0 && items === 0) continue
    if (line === '' || /^[\s#%]/.test(line)) continue
    const [, double, single, plain, value] = YAML_MEMBER.exec(line) ?? []
    const key = double ?? single ?? plain?.trimEnd()
    if (key !== undefined) members.push({ key, value: yamlScalar(value ?? '') })
    else if (/^-(?:\s|$)/.test(line)) items += 1
    else return undefined
  }
  if (items > 0 && members.length > 0) return undefined
  return items > 0 ? { kind: 'items', count: items } : { kind: 'members', members }
}

/** A scalar on its line; null for what goes on below, and for what takes YAML to be read. */
function yamlScalar(value: string): string | null {
  const text = value.replace(/(?<!\s)\s+#.*$/, '').trim()
  if (text === '' || /^[|>&*!{[%@`]/.test(text)) return null
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text
}

/** The tables of a TOML text, or its keys where it has none; undefined where lines do not tell. */
export function topOfToml(text: string): TopLevel | undefined {
  if (/"""|'''/.test(text)) return undefined
  const tables = new Set<string>()
  const members: Member[] = []
  for (const line of text.split(/\r?\n/)) {
    const table = /^\s*\[\[?([^\]]+)\]/.exec(line)?.[1]?.trim()
    if (table !== undefined) tables.add(table)
    const [, key, value = ''] = /^\s*([\w."'-]+)\s*=\s*(.*)$/.exec(line) ?? []
    if (key && tables.size === 0) members.push({ key, value: yamlScalar(value) })
  }
  if (tables.size === 0) return { kind: 'members', members }
  return { kind: 'tables', members: [...tables].map((key) => ({ key, value: null })) }
}

/** The pairs of a properties text. */
export function topOfProperties(text: string): TopLevel | undefined {
  const lines = propertiesLines(text)
  const members = lines?.flatMap(({ pair }) => pair ?? [])
  return members && { kind: 'members', members }
}

/** The sections of an INI text, or its keys where it has none. */
export function topOfIni(text: string): TopLevel {
  const lines = iniLines(text)
  const sections = lines.flatMap(({ section }) => section ?? [])
  if (sections.length > 0)
    return { kind: 'sections', members: sections.map((key) => ({ key, value: null })) }
  const members = lines.flatMap(({ pair }) => pair ?? [])
  return { kind: 'members', members }
}
