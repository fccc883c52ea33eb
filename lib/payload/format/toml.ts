import { type TomlStatement, tomlStatements } from '@/lib/payload/toml/statements'
import type { TomlValue } from '@/lib/payload/toml/values'

/** A TOML text without indentation of its statements, with one blank at each side of `=`. */
export function layOut(text: string): string | undefined {
  return tomlStatements(text)
    ?.map((statement) => lineOf(text, statement))
    .join('')
}

function lineOf(text: string, { start, end, value }: TomlStatement): string {
  const written = text.slice(start, end)
  if (!value) return withoutLineBlanks(written.replace(/^[ \t]+/, ''))
  const head = text.slice(start, value.start)
  const equals = head.lastIndexOf('=')
  const key = head.slice(0, equals).replaceAll(/^[ \t]+|[ \t]+$/g, '')
  const source = text.slice(value.start, value.end)
  const said = hasLines(value, source) ? source : withoutLineBlanks(source)
  return `${key} = ${said}${withoutLineBlanks(text.slice(value.end, end))}`
}

function withoutLineBlanks(text: string): string {
  return text.replaceAll(/[ \t]+(?=\n|$)/g, '')
}

/** Whether the blanks at a line's end may be those of a text. */
function hasLines({ kind }: TomlValue, source: string): boolean {
  return kind === 'text' || /"""|'''/.test(source)
}
