/** How the two sides of `=` are kept apart: as most lines of the text do. */
export function separatorOf(lines: readonly string[]): '=' | ' = ' {
  const pairs = lines.filter((line) => /^\s*[^#;![\s=][^=]*=/.test(line))
  const spaced = pairs.filter((line) => /^[^=]*\s=(\s|$)/.test(line)).length
  return spaced * 2 > pairs.length ? ' = ' : '='
}

/** `key`, the separator and `value`, without blanks where there is no value. */
export function pairLine(key: string, separator: '=' | ' = ', value: string): string {
  return value === '' ? `${key}${separator}`.trimEnd() : `${key}${separator}${value}`
}

/** The lines of `text`, and what ends them. */
export function linesOf(text: string): { lines: string[]; end: string } {
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  return { lines: text.split(end), end }
}
