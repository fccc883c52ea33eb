import { relaxJson } from './json/relaxed'
import { jsonTokens } from './json/tokens'
import type { TextFormat } from './text-formats'

const EXTENSIONS: Readonly<Record<string, TextFormat>> = {
  json: 'json',
  jsonc: 'jsonc',
  yaml: 'yaml',
  yml: 'yaml',
  xml: 'xml',
  xsd: 'xml',
  xsl: 'xml',
  toml: 'toml',
  properties: 'properties',
  env: 'properties',
  ini: 'ini',
  cnf: 'ini',
}

/** The format that a znode's name promises, by its extension; undefined where it promises none. */
export function formatOfName(name: string): TextFormat | undefined {
  const extension = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension] : undefined
}

const SAMPLE_LINES = 400
/** Of a line: what it is written in shows at its beginning. */
const SAMPLE_CHARACTERS = 1_000

/**
 * What a text is written in. A name that promises a format is believed: what is broken then shows
 * what is wrong with it, and is not text for ever.
 */
export function formatOfText(text: string, name = ''): TextFormat {
  const promised = formatOfName(name)
  if (promised === 'json') return jsonTokens(text) || !hasComments(text) ? 'json' : 'jsonc'
  if (promised) return promised
  if (/^\ufeff?\s*[{[]/.test(text) && jsonTokens(text)) return 'json'
  if (/^\ufeff?\s*(?:[{[]|\/[/*])/.test(text) && hasComments(text)) return 'jsonc'
  if (/^\ufeff?<\?xml\s/.test(text)) return 'xml'
  if (/^\ufeff?\s*<[?!:_\p{L}]/u.test(text) && />\s*$/.test(text)) return 'xml'
  return formatOfLines(text)
}

/** Whether a text is JSON but for its comments and commas. */
function hasComments(text: string): boolean {
  const relaxed = relaxJson(text)
  return relaxed.comment !== undefined && jsonTokens(relaxed.text) !== undefined
}

const SECTION = /^\s*\[[^\]]+\]+\s*([#;].*)?$/
const COMMENT = /^\s*[#!;]/
const PAIR = /^\s*[\w.\-[\]"]+\s*=/

function formatOfLines(text: string): TextFormat {
  const joined = text.replace(/^\ufeff/, '').replaceAll(/\\\r?\n[ \t]*/g, ' ')
  const lines = joined
    .split(/\r?\n/, SAMPLE_LINES)
    .map((line) => line.slice(0, SAMPLE_CHARACTERS))
    .filter((line) => line.trim() !== '')
  const isKeyed = isProperties(lines)
  const hasSections = lines.some((line) => SECTION.test(line))
  if (isKeyed && hasSections) return isToml(lines) ? 'toml' : 'ini'
  if (isIni(lines)) return 'ini'
  if (isYaml(lines)) return 'yaml'
  return isKeyed ? 'properties' : 'text'
}

/** Every value is spelled as TOML wants it: quoted, or a number, truth, date, list or table. */
function isToml(lines: readonly string[]): boolean {
  const values = lines.flatMap((line) => /^\s*[\w.\-"]+\s*=\s*(.*)$/.exec(line)?.[1] ?? [])
  return values.length > 0 && values.every((value) => /^(["'[{]|[+-]?\d|true|false)/.test(value))
}

/** Sections from the first line on, of pairs, lines that go on with a value, and flags. */
function isIni(lines: readonly string[]): boolean {
  const said = lines.filter((line) => !COMMENT.test(line))
  const known = said.filter((line) =>
    /^\s*(?:\[[^\]]+\]|[^\s=:]+\s*[=:]|[\w.-]+\s*$|!include|[{}])|^\s+\S/.test(line),
  )
  return (
    SECTION.test(said[0] ?? '') &&
    said.some((line) => PAIR.test(line)) &&
    known.length * 10 >= said.length * 9
  )
}

// No two parts next to each other take the same character: else a run of it takes squared time.
const YAML_KEY = /^\s*(?:- +)*["']?(?:[\w./]|-(?! ))[\w.\-/ ]*["']?:(?:\s|$)/

function isYaml(lines: readonly string[]): boolean {
  if (/^(%YAML|---(\s|$))/.test(lines[0] ?? '')) return true
  const known = lines.filter((line) => YAML_KEY.test(line) || /^\s*(- |-$|#)/.test(line))
  const isKnown = lines.length > 1 && known.length * 10 >= lines.length * 7
  return isKnown && lines.some((line) => YAML_KEY.test(line)) && !isStanzas(lines)
}

/** Stanzas of `Name: …`, as Debian's control files are, name the same keys again and again. */
function isStanzas(lines: readonly string[]): boolean {
  if (lines.some((line) => /^---(\s|$)/.test(line))) return false
  const keys = lines.flatMap((line) => /^[\w.-]+(?=:(\s|$))/.exec(line)?.[0] ?? [])
  return new Set(keys).size < keys.length
}

function isProperties(lines: readonly string[]): boolean {
  const entries = lines.filter((line) => /^\s*[\w.\-[\]]+\s*=/.test(line))
  const comments = lines.filter((line) => /^\s*[#!;[]/.test(line))
  return entries.length > 0 && (entries.length + comments.length) * 10 >= lines.length * 8
}
