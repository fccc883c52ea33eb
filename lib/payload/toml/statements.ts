import { parse, TomlError } from 'smol-toml'
import { TomlScanner, type TomlValue } from './values'

/** A statement of a TOML text, with its lines; spans are in UTF-16 code units. */
export type TomlStatement = {
  readonly start: number
  /** Behind the line end. */
  readonly end: number
  /** `blank`: an empty line, or one with a comment alone. */
  readonly kind: 'table' | 'array-table' | 'pair' | 'blank'
  readonly path: readonly string[]
  readonly value?: TomlValue
  readonly comments: readonly string[]
}

/** The statements of a TOML text: one after the other they are the text. Undefined if it is none. */
export function tomlStatements(text: string): TomlStatement[] | undefined {
  try {
    parse(text, { integersAsBigInt: true })
  } catch (error) {
    if (error instanceof TomlError) return undefined
    throw error
  }
  const mark = { start: 0, end: 1, kind: 'blank', path: [], comments: [] } as const
  const statements: TomlStatement[] = text.startsWith('\ufeff') ? [mark] : []
  for (let at = statements.length; at < text.length; ) {
    const statement = statementAt(text, at)
    statements.push(statement)
    at = statement.end
  }
  return statements
}

function statementAt(text: string, start: number): TomlStatement {
  const scanner = new TomlScanner(text)
  scanner.at = start
  scanner.blanks()
  const said = partsOf(scanner)
  scanner.blanks()
  const comment = scanner.take(/#[^\n]*/y).trimEnd()
  if (comment) scanner.comments.push(comment)
  if (scanner.at < text.length && scanner.take(/\r?\n/y) === '')
    throw new SyntaxError('a line end is expected')
  return { ...said, start, end: scanner.at, comments: scanner.comments }
}

function partsOf(scanner: TomlScanner): Pick<TomlStatement, 'kind' | 'path' | 'value'> {
  const next = scanner.text[scanner.at] ?? '\n'
  if (/[#\r\n]/.test(next)) return { kind: 'blank', path: [] }
  if (scanner.passes('[')) {
    const kind = scanner.passes('[') ? 'array-table' : 'table'
    const path = scanner.key()
    scanner.take(/\]+/y)
    return { kind, path }
  }
  const path = scanner.key()
  scanner.passes('=')
  scanner.blanks()
  return { kind: 'pair', path, value: scanner.value() }
}
