/** How the two sides of `=` are kept apart: as most pairs of a text do. */
export function separatorOf(separators: readonly string[]): '=' | ' = ' {
  const spaced = separators.filter((separator) => /^[ \t\f]+=[ \t\f]+$/.test(separator)).length
  return spaced * 2 > separators.length ? ' = ' : '='
}

/** `key`, the separator and `value`, without blanks where there is no value. */
export function pairLine(key: string, separator: '=' | ' = ', value: string): string {
  return value === '' ? `${key}${separator}`.trimEnd() : `${key}${separator}${value}`
}
